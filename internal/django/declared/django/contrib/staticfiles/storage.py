from django.core.files.storage.filesystem import FileSystemStorage
from django.utils.functional import LazyObject


class StaticFilesStorage(FileSystemStorage):
    pass


class HashedFilesMixin:
    pass


class ManifestFilesMixin(HashedFilesMixin):
    pass


class ManifestStaticFilesStorage(ManifestFilesMixin, StaticFilesStorage):
    pass


class ConfiguredStorage(LazyObject):
    pass
