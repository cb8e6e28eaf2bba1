from django.db import models
from django_celery_beat.querysets import PeriodicTaskQuerySet
from timezone_field.fields import TimeZoneField


class SolarSchedule(models.Model):
    event = models.CharField(max_length=24)
    latitude = models.DecimalField(max_digits=9, decimal_places=6)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)

    class Meta:
        ordering = ("event", "latitude", "longitude")
        unique_together = ("event", "latitude", "longitude")


class IntervalSchedule(models.Model):
    every = models.IntegerField()
    period = models.CharField(max_length=24)

    class Meta:
        ordering = ["period", "every"]


class ClockedSchedule(models.Model):
    clocked_time = models.DateTimeField()

    class Meta:
        ordering = ["clocked_time"]


class CrontabSchedule(models.Model):
    minute = models.CharField(max_length=240)
    hour = models.CharField(max_length=96)
    day_of_month = models.CharField(max_length=124)
    month_of_year = models.CharField(max_length=64)
    day_of_week = models.CharField(max_length=64)
    timezone = TimeZoneField()

    class Meta:
        ordering = ["month_of_year", "day_of_month", "day_of_week", "hour", "minute", "timezone"]


class PeriodicTasks(models.Model):
    ident = models.SmallIntegerField(unique=True, primary_key=True)
    last_update = models.DateTimeField()


class PeriodicTask(models.Model):
    name = models.CharField(max_length=200, unique=True)
    task = models.CharField(max_length=200)
    interval = models.ForeignKey("IntervalSchedule", models.CASCADE, null=True)
    crontab = models.ForeignKey("CrontabSchedule", models.CASCADE, null=True)
    solar = models.ForeignKey("SolarSchedule", models.CASCADE, null=True)
    clocked = models.ForeignKey("ClockedSchedule", models.CASCADE, null=True)
    args = models.TextField()
    kwargs = models.TextField()
    queue = models.CharField(max_length=200, null=True)
    exchange = models.CharField(max_length=200, null=True)
    routing_key = models.CharField(max_length=200, null=True)
    headers = models.TextField()
    priority = models.PositiveIntegerField(null=True)
    expires = models.DateTimeField(null=True)
    expire_seconds = models.PositiveIntegerField(null=True)
    one_off = models.BooleanField()
    start_time = models.DateTimeField(null=True)
    enabled = models.BooleanField()
    last_run_at = models.DateTimeField(null=True)
    total_run_count = models.PositiveIntegerField()
    date_changed = models.DateTimeField()
    description = models.TextField()
    objects = PeriodicTaskQuerySet.as_manager()
