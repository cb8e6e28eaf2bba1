from django.conf import settings
from django.db import models
from treebeard.mp_tree import MP_Node, MP_NodeManager
from wagtail.models.view_restrictions import BaseViewRestriction
from wagtail.query import TreeQuerySet


class CollectionQuerySet(TreeQuerySet):
    pass


class BaseCollectionManager(MP_NodeManager):
    def get_queryset(self):
        return CollectionQuerySet(self.model).order_by("path")


CollectionManager = BaseCollectionManager.from_queryset(CollectionQuerySet)


class CollectionViewRestriction(BaseViewRestriction):
    collection = models.ForeignKey("Collection", models.CASCADE, related_name="view_restrictions")


class Collection(MP_Node):
    name = models.CharField(max_length=255)
    objects = CollectionManager()


class CollectionMember(models.Model):
    collection = models.ForeignKey("wagtailcore.Collection", models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class GroupCollectionPermissionManager(models.Manager):
    pass


class GroupCollectionPermission(models.Model):
    group = models.ForeignKey("auth.Group", models.CASCADE, related_name="collection_permissions")
    collection = models.ForeignKey("Collection", models.CASCADE, related_name="group_permissions")
    permission = models.ForeignKey("auth.Permission", models.CASCADE)
    objects = GroupCollectionPermissionManager()

    class Meta:
        unique_together = ("group", "collection", "permission")


class UploadedFile(models.Model):
    for_content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, null=True, related_name="uploads")
    file = models.FileField(max_length=200)
    uploaded_by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
