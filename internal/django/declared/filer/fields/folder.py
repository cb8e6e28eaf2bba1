from django.db import models


class FilerFolderField(models.ForeignKey):
    def __init__(self, **kwargs):
        kwargs["to"] = "filer.Folder"
        super().__init__(**kwargs)
