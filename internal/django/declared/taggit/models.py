from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models


class NaturalKeyManager(models.Manager):
    pass


class NaturalKeyModel(models.Model):
    class Meta:
        abstract = True


class TagBase(NaturalKeyModel):
    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    objects = NaturalKeyManager()

    class Meta:
        abstract = True


class Tag(TagBase):
    class Meta:
        app_label = "taggit"


class ItemBase(NaturalKeyModel):
    objects = NaturalKeyManager()

    class Meta:
        abstract = True


class TaggedItemBase(ItemBase):
    tag = models.ForeignKey("taggit.Tag", models.CASCADE, related_name="%(app_label)s_%(class)s_items")

    class Meta:
        abstract = True


class CommonGenericTaggedItemBase(ItemBase):
    content_type = models.ForeignKey(
        "contenttypes.ContentType", models.CASCADE, related_name="%(app_label)s_%(class)s_tagged_items"
    )
    content_object = GenericForeignKey()

    class Meta:
        abstract = True


class GenericTaggedItemBase(CommonGenericTaggedItemBase):
    object_id = models.IntegerField(db_index=True)

    class Meta:
        abstract = True


class GenericUUIDTaggedItemBase(CommonGenericTaggedItemBase):
    object_id = models.UUIDField(db_index=True)

    class Meta:
        abstract = True


class TaggedItem(GenericTaggedItemBase, TaggedItemBase):
    class Meta:
        app_label = "taggit"
        indexes = [models.Index(fields=["content_type", "object_id"])]
        constraints = [
            models.UniqueConstraint(
                name="taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uniq",
                fields=("content_type", "object_id", "tag"),
            )
        ]
