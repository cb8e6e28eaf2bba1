from django.utils import timezone

from .models import ApiToken, Membership, User


def user_of_token(key):
    token = ApiToken.objects.select_related("user").get(key=key)
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=timezone.now())
    return token.user


def role_of(organization, user):
    """The unique constraint on (organization, user) serves this."""
    membership = Membership.objects.filter(organization=organization, user=user).first()
    return membership.role if membership else None


def find_by_email(email):
    return User.objects.filter(email__iexact=email).first()
