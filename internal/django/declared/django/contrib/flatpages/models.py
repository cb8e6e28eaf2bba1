from django.db import models


class FlatPage(models.Model):
    url = models.CharField(max_length=100, db_index=True)
    title = models.CharField(max_length=200)
    content = models.TextField()
    enable_comments = models.BooleanField()
    template_name = models.CharField(max_length=70)
    registration_required = models.BooleanField()
    sites = models.ManyToManyField("sites.Site")

    class Meta:
        db_table = "django_flatpage"
        ordering = ["url"]
