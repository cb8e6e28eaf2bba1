from django.db.models import Sum

from .models import Project, PurchaseRequest


def requests_of(organization_id, project_id, type):
    return PurchaseRequest.objects.filter(organization_id=organization_id, project_id=project_id, type=type)


def spent(organization_id, project_id, type):
    total = requests_of(organization_id, project_id, type).aggregate(total=Sum("amount"))["total"]
    return total or 0


def projects_of(organization):
    """A foreign key's own index is enough for one column."""
    return Project.objects.filter(organization=organization)
