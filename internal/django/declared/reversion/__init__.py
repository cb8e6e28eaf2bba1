def register(model=None, fields=None, exclude=(), follow=(), format="json", **options):
    return model or (lambda registered: registered)
