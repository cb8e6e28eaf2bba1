from django.db.models.fields import Field


class FieldFile:
    pass


class FileDescriptor:
    pass


class FileField(Field):
    attr_class = FieldFile
    descriptor_class = FileDescriptor

    def __init__(self, verbose_name=None, name=None, upload_to="", storage=None, **kwargs):
        self.storage, self.upload_to = storage, upload_to
        kwargs.setdefault("max_length", 100)
        super().__init__(verbose_name, name, **kwargs)

    def get_internal_type(self):
        return "FileField"


class ImageFileDescriptor(FileDescriptor):
    pass


class ImageFieldFile(FieldFile):
    pass


class ImageField(FileField):
    attr_class = ImageFieldFile
    descriptor_class = ImageFileDescriptor

    def __init__(self, verbose_name=None, name=None, width_field=None, height_field=None, **kwargs):
        self.width_field, self.height_field = width_field, height_field
        super().__init__(verbose_name, name, **kwargs)
