from django.conf import settings
from filer.fields.file import FilerFileField


class FilerImageField(FilerFileField):
    default_model_class = getattr(settings, "FILER_IMAGE_MODEL", "filer.Image") or "filer.Image"
