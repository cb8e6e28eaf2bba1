from django.conf import settings
from django.db import models


class ResourceJSONField(models.JSONField):
    pass


class ClientSecretField(models.CharField):
    pass


class TokenChecksumField(models.CharField):
    pass


class AbstractApplication(models.Model):
    id = models.BigAutoField(primary_key=True)
    client_id = models.CharField(max_length=255, unique=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="%(app_label)s_%(class)s"
    )
    redirect_uris = models.TextField()
    post_logout_redirect_uris = models.TextField()
    client_type = models.CharField(max_length=32)
    authorization_grant_type = models.CharField(max_length=44)
    client_secret = ClientSecretField(max_length=255, db_index=True)
    hash_client_secret = models.BooleanField()
    name = models.CharField(max_length=255)
    skip_authorization = models.BooleanField()
    created = models.DateTimeField()
    updated = models.DateTimeField()
    algorithm = models.CharField(max_length=5)
    allowed_origins = models.TextField()
    registration_source = models.CharField(max_length=32)
    cimd_expires_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class ApplicationManager(models.Manager):
    pass


class Application(AbstractApplication):
    objects = ApplicationManager()

    class Meta:
        swappable = "OAUTH2_PROVIDER_APPLICATION_MODEL"


class AbstractGrant(models.Model):
    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="%(app_label)s_%(class)s")
    code = models.CharField(max_length=255, unique=True)
    application = models.ForeignKey(
        getattr(settings, "OAUTH2_PROVIDER_APPLICATION_MODEL", "oauth2_provider.Application"), models.CASCADE
    )
    expires = models.DateTimeField()
    redirect_uri = models.TextField()
    scope = models.TextField()
    created = models.DateTimeField()
    updated = models.DateTimeField()
    code_challenge = models.CharField(max_length=128)
    code_challenge_method = models.CharField(max_length=10)
    nonce = models.CharField(max_length=255)
    claims = models.TextField()
    resource = ResourceJSONField()

    class Meta:
        abstract = True


class Grant(AbstractGrant):
    class Meta:
        swappable = "OAUTH2_PROVIDER_GRANT_MODEL"


class AbstractAccessToken(models.Model):
    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="%(app_label)s_%(class)s"
    )
    source_refresh_token = models.OneToOneField(
        getattr(settings, "OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL", "oauth2_provider.RefreshToken"),
        models.SET_NULL,
        null=True,
        related_name="refreshed_access_token",
    )
    token = models.TextField()
    token_checksum = TokenChecksumField(max_length=64, unique=True, db_index=True)
    id_token = models.OneToOneField(
        getattr(settings, "OAUTH2_PROVIDER_ID_TOKEN_MODEL", "oauth2_provider.IDToken"),
        models.CASCADE,
        null=True,
        related_name="access_token",
    )
    application = models.ForeignKey(
        getattr(settings, "OAUTH2_PROVIDER_APPLICATION_MODEL", "oauth2_provider.Application"), models.CASCADE, null=True
    )
    expires = models.DateTimeField()
    scope = models.TextField()
    resource = ResourceJSONField()
    created = models.DateTimeField()
    updated = models.DateTimeField()

    class Meta:
        abstract = True


class AccessToken(AbstractAccessToken):
    class Meta:
        swappable = "OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL"


class AbstractRefreshToken(models.Model):
    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="%(app_label)s_%(class)s")
    token = models.TextField()
    token_checksum = TokenChecksumField(max_length=64)
    application = models.ForeignKey(
        getattr(settings, "OAUTH2_PROVIDER_APPLICATION_MODEL", "oauth2_provider.Application"), models.CASCADE
    )
    access_token = models.OneToOneField(
        getattr(settings, "OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL", "oauth2_provider.AccessToken"),
        models.SET_NULL,
        null=True,
        related_name="refresh_token",
    )
    token_family = models.UUIDField(null=True)
    resource = ResourceJSONField()
    created = models.DateTimeField()
    updated = models.DateTimeField()
    revoked = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        unique_together = ("token_checksum", "revoked")
        indexes = [models.Index(fields=["token_family"])]


class RefreshToken(AbstractRefreshToken):
    class Meta:
        swappable = "OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL"
        unique_together = ("token_checksum", "revoked")
        indexes = [models.Index(fields=["token_family"])]


class AbstractIDToken(models.Model):
    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="%(app_label)s_%(class)s"
    )
    jti = models.UUIDField(unique=True)
    application = models.ForeignKey(
        getattr(settings, "OAUTH2_PROVIDER_APPLICATION_MODEL", "oauth2_provider.Application"), models.CASCADE, null=True
    )
    expires = models.DateTimeField()
    scope = models.TextField()
    created = models.DateTimeField()
    updated = models.DateTimeField()

    class Meta:
        abstract = True


class IDToken(AbstractIDToken):
    class Meta:
        swappable = "OAUTH2_PROVIDER_ID_TOKEN_MODEL"


class AbstractDeviceGrant(models.Model):
    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="%(app_label)s_%(class)s"
    )
    device_code = models.CharField(max_length=100)
    user_code = models.CharField(max_length=100)
    scope = models.TextField()
    interval = models.IntegerField()
    expires = models.DateTimeField()
    status = models.CharField(max_length=64)
    client_id = models.CharField(max_length=100, db_index=True)
    last_checked = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(name="%(app_label)s_%(class)s_unique_device_code", fields=("device_code",))
        ]


class DeviceGrant(AbstractDeviceGrant):
    class Meta:
        swappable = "OAUTH2_PROVIDER_DEVICE_GRANT_MODEL"
        constraints = [
            models.UniqueConstraint(name="%(app_label)s_%(class)s_unique_device_code", fields=("device_code",))
        ]
