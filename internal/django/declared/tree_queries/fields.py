from django.db import models


class TreeNodeForeignKey(models.ForeignKey):
    pass
