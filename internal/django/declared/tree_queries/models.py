from django.db import models
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.query import TreeQuerySet


class TreeNode(models.Model):
    parent = TreeNodeForeignKey("self", models.CASCADE, null=True, related_name="children")
    objects = TreeQuerySet.as_manager()

    class Meta:
        abstract = True


class OrderableTreeNode(TreeNode):
    position = models.PositiveIntegerField(db_index=True)

    class Meta:
        abstract = True
        ordering = ["position"]
