from django.db import models
from post_office.fields import CommaSeparatedEmailField


class Email(models.Model):
    from_email = models.CharField(max_length=254)
    to = CommaSeparatedEmailField()
    cc = CommaSeparatedEmailField()
    bcc = CommaSeparatedEmailField()
    subject = models.CharField(max_length=989)
    message = models.TextField()
    html_message = models.TextField()
    status = models.PositiveSmallIntegerField(null=True, db_index=True)
    recipient_delivery_status = models.PositiveSmallIntegerField(null=True)
    priority = models.PositiveSmallIntegerField(null=True)
    created = models.DateTimeField(db_index=True)
    last_updated = models.DateTimeField(db_index=True)
    scheduled_time = models.DateTimeField(null=True, db_index=True)
    expires_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=255, null=True)
    number_of_retries = models.PositiveIntegerField(null=True)
    headers = models.JSONField(null=True)
    template = models.ForeignKey("EmailTemplate", models.CASCADE, null=True)
    context = models.JSONField(null=True)
    backend_alias = models.CharField(max_length=64)

    class Meta:
        app_label = "post_office"


class Log(models.Model):
    email = models.ForeignKey("Email", models.CASCADE, related_name="logs")
    date = models.DateTimeField()
    status = models.PositiveSmallIntegerField()
    exception_type = models.CharField(max_length=255)
    message = models.TextField()

    class Meta:
        app_label = "post_office"


class EmailTemplateManager(models.Manager):
    pass


class EmailTemplate(models.Model):
    name = models.CharField(max_length=255)
    description = models.TextField()
    created = models.DateTimeField()
    last_updated = models.DateTimeField()
    subject = models.CharField(max_length=255)
    content = models.TextField()
    html_content = models.TextField()
    language = models.CharField(max_length=12)
    default_template = models.ForeignKey("self", models.CASCADE, null=True, related_name="translated_templates")
    objects = EmailTemplateManager()

    class Meta:
        app_label = "post_office"
        ordering = ["name"]
        unique_together = ("name", "language", "default_template")


class Attachment(models.Model):
    file = models.FileField()
    name = models.CharField(max_length=255)
    emails = models.ManyToManyField("Email", related_name="attachments")
    mimetype = models.CharField(max_length=255)
    headers = models.JSONField(null=True)

    class Meta:
        app_label = "post_office"
