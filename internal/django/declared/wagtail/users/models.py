from django.conf import settings
from django.db import models


class UserProfile(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wagtail_userprofile")
    submitted_notifications = models.BooleanField()
    approved_notifications = models.BooleanField()
    rejected_notifications = models.BooleanField()
    updated_comments_notifications = models.BooleanField()
    preferred_language = models.CharField(max_length=10)
    current_time_zone = models.CharField(max_length=40)
    avatar = models.ImageField()
    dismissibles = models.JSONField()
    theme = models.CharField(max_length=40)
    contrast = models.CharField(max_length=40)
    density = models.CharField(max_length=40)
    keyboard_shortcuts = models.BooleanField()
