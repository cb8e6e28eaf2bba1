class CreateError(Exception):
    pass


class UpdateError(Exception):
    pass


class SessionBase:
    pass
