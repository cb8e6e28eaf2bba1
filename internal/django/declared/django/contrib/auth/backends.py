class BaseBackend:
    pass


class ModelBackend(BaseBackend):
    pass


class AllowAllUsersModelBackend(ModelBackend):
    pass


class RemoteUserBackend(ModelBackend):
    pass


class AllowAllUsersRemoteUserBackend(RemoteUserBackend):
    pass
