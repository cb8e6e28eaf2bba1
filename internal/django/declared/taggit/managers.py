from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from taggit.models import CommonGenericTaggedItemBase, TaggedItem


class _TaggableManager(models.Manager):
    pass


class TaggableManager(models.ManyToManyField):
    """No column and no table: tags are reached through the rows of `through`, whose field `tag` names the tag."""

    def __init__(
        self,
        verbose_name="Tags",
        help_text="",
        through=None,
        blank=False,
        related_name=None,
        to=None,
        ordering=None,
        manager=_TaggableManager,
    ):
        through = through or TaggedItem
        if to is None:
            to = "taggit.Tag" if isinstance(through, str) else through._meta.get_field("tag").remote_field.model
        super().__init__(to, through=through, related_name=related_name, blank=blank)

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        through = self.remote_field.through
        if not cls._meta.abstract and isinstance(through, type) and issubclass(through, CommonGenericTaggedItemBase):
            GenericRelation(through).contribute_to_class(cls, "tagged_items")
