from django.db import models
from django.db.models.base import ModelBase
from mptt.fields import TreeForeignKey as TreeForeignKey
from mptt.fields import TreeManyToManyField as TreeManyToManyField
from mptt.fields import TreeOneToOneField as TreeOneToOneField
from mptt.managers import TreeManager


class MPTTModelBase(ModelBase):
    def __new__(meta, name, bases, attrs):
        options = attrs.pop("MPTTMeta", None)
        model = super().__new__(meta, name, bases, attrs)
        if options is not None:
            model.MPTTMeta = options
        if model._meta.abstract or any(issubclass(base, MPTTModel) and not base._meta.abstract for base in bases):
            return model
        # The first model of the line that has a table gets the tree's columns, after its own.
        options = getattr(model, "MPTTMeta", None)
        left = getattr(options, "left_attr", "lft")
        right = getattr(options, "right_attr", "rght")
        tree = getattr(options, "tree_id_attr", "tree_id")
        level = getattr(options, "level_attr", "level")
        present = [field.name for field in model._meta.fields]
        for attribute in (left, right, tree, level):
            if attribute not in present:
                model.add_to_class(attribute, models.PositiveIntegerField(db_index=attribute == tree))
        index = f"{model._meta.app_label}_{model._meta.model_name}_{tree}_{left}_idx"
        model._meta.indexes.append(models.Index(fields=[tree, left], name=index))
        return model


class MPTTModel(models.Model, metaclass=MPTTModelBase):
    MPTTMeta = None
    MPTTMeta = None  # until a model says its own
    objects = TreeManager()

    class Meta:
        abstract = True

    def get_children(self):
        return type(self).objects.filter(parent=self)

    def get_descendants(self, include_self=False):
        return type(self).objects.filter(tree_id=self.tree_id, lft__gte=self.lft, lft__lte=self.rght)

    def get_ancestors(self, ascending=False, include_self=False):
        return type(self).objects.filter(lft__lte=self.lft, rght__gte=self.rght, tree_id=self.tree_id).order_by("lft")

    def get_root(self):
        return type(self).objects.filter(tree_id=self.tree_id, parent=None).get()
