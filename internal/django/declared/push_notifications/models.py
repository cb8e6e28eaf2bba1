from django.conf import settings
from django.db import models
from push_notifications.fields import HexIntegerField


class Device(models.Model):
    name = models.CharField(max_length=255, null=True)
    active = models.BooleanField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    date_created = models.DateTimeField(null=True)
    application_id = models.CharField(max_length=64, null=True)

    class Meta:
        abstract = True


class GCMDeviceManager(models.Manager):
    def get_queryset(self):
        return GCMDeviceQuerySet(self.model)


class GCMDeviceQuerySet(models.QuerySet):
    pass


class GCMDevice(Device):
    device_id = HexIntegerField(null=True, db_index=True)
    registration_id = models.TextField()
    cloud_message_type = models.CharField(max_length=3)
    objects = GCMDeviceManager()


class APNSDeviceManager(models.Manager):
    def get_queryset(self):
        return APNSDeviceQuerySet(self.model)


class APNSDeviceQuerySet(models.QuerySet):
    pass


class APNSDevice(Device):
    device_id = models.UUIDField(null=True, db_index=True)
    registration_id = models.CharField(max_length=200, db_index=True)
    objects = APNSDeviceManager()


class WNSDeviceManager(models.Manager):
    def get_queryset(self):
        return WNSDeviceQuerySet(self.model)


class WNSDeviceQuerySet(models.QuerySet):
    pass


class WNSDevice(Device):
    device_id = models.UUIDField(null=True, db_index=True)
    registration_id = models.TextField()
    objects = WNSDeviceManager()


class WebPushDeviceManager(models.Manager):
    def get_queryset(self):
        return WebPushDeviceQuerySet(self.model)


class WebPushDeviceQuerySet(models.QuerySet):
    pass


class WebPushDevice(Device):
    registration_id = models.TextField()
    p256dh = models.CharField(max_length=88)
    auth = models.CharField(max_length=24)
    browser = models.CharField(max_length=10)
    objects = WebPushDeviceManager()
