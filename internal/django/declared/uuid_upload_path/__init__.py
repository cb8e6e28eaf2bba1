def upload_to(instance, filename):
    return filename


def upload_to_factory(prefix):
    return upload_to
