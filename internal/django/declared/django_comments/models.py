from django.conf import settings
from django.db import models
from django_comments.abstracts import CommentAbstractModel


class Comment(CommentAbstractModel):
    class Meta:
        db_table = "django_comments"
        ordering = ("submit_date",)


class CommentFlag(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="comment_flags")
    comment = models.ForeignKey("Comment", models.CASCADE, related_name="flags")
    flag = models.CharField(max_length=30, db_index=True)
    flag_date = models.DateTimeField()

    class Meta:
        db_table = "django_comment_flags"
        unique_together = [("user", "comment", "flag")]
