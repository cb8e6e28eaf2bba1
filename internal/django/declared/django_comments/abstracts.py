from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django_comments.managers import CommentManager


class BaseCommentAbstractModel(models.Model):
    content_type = models.ForeignKey(
        "contenttypes.ContentType", models.CASCADE, related_name="content_type_set_for_%(class)s"
    )
    object_pk = models.CharField(max_length=64, db_index=True)
    content_object = GenericForeignKey(fk_field="object_pk")
    site = models.ForeignKey("sites.Site", models.CASCADE)

    class Meta:
        abstract = True


class CommentAbstractModel(BaseCommentAbstractModel):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="%(class)s_comments")
    user_name = models.CharField(max_length=50)
    user_email = models.EmailField(max_length=254)
    user_url = models.URLField()
    comment = models.TextField(max_length=3000)
    submit_date = models.DateTimeField(db_index=True)
    ip_address = models.GenericIPAddressField(null=True)
    is_public = models.BooleanField()
    is_removed = models.BooleanField(db_index=True)
    objects = CommentManager()

    class Meta:
        abstract = True
        ordering = ("submit_date",)
