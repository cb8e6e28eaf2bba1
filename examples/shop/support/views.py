from django.db.models import Q
from rest_framework import generics

from .models import Ticket
from .serializers import TicketSerializer


class TicketList(generics.ListAPIView):
    """All tickets of an organization."""

    serializer_class = TicketSerializer

    def get_queryset(self):
        return Ticket.objects.filter(organization_id=self.request.query_params["organization"])


def queue_of(user):
    """The index ticket_queue serves this."""
    return Ticket.objects.filter(assignee=user, state=Ticket.State.NEW).order_by("-created_at")[:25]


def open_of(organization):
    """The index ticket_open is for another state and never used here."""
    return Ticket.objects.filter(organization=organization, state="answered")


def mine_or_unassigned(user, organization):
    return Ticket.objects.filter(Q(assignee=user) | Q(title__startswith="[urgent]"))[:25]


def notes_of(ticket):
    return list(ticket.notes.order_by("created_at")[:50])
