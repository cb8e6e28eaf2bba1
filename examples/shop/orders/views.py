from datetime import timedelta

from django.core.mail import send_mail
from django.db.models import Sum
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from .models import Order, Payment
from .serializers import OrderSerializer


class OrderViewSet(viewsets.ModelViewSet):
    serializer_class = OrderSerializer

    def get_queryset(self):
        organizations = self.request.user.organizations.all()
        return Order.objects.filter(organization__in=organizations).order_by("-created_at")

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        order = self.get_object()
        order.status = Order.Status.CANCELLED
        order.save(update_fields=["status"])
        send_mail(
            f"Order {order.number} is cancelled",
            "We are sorry to see it go.",
            "shop@shop.example",
            [order.buyer.email],
        )
        return Response(status=204)

    @action(detail=False)
    def recent(self, request):
        """Orders of one organization, newest first; the index order_history serves it."""
        organization = request.query_params["organization"]
        recent = Order.objects.filter(organization_id=organization).order_by("-created_at")[:20]
        return Response(OrderSerializer(recent, many=True).data)


def payment_status(request, reference):
    payment = get_object_or_404(Payment, reference=reference)
    return JsonResponse({"order": payment.order.number, "amount": str(payment.amount)})


def dashboard(request):
    """What the people of the shop look at all day."""
    start = timezone.now() - timedelta(days=7)
    waiting = Order.objects.filter(status="open", created_at__gte=start)
    largest = Order.objects.order_by("-total")[:10]
    turnover = Order.objects.filter(status=Order.Status.SHIPPED).aggregate(total=Sum("total"))
    return JsonResponse({
        "open": [order.number for order in waiting],
        "largest": [order.number for order in largest],
        "turnover": str(turnover["total"]),
    })


def picking_list(limit=100):
    """The partial index order_to_ship holds exactly these."""
    return Order.objects.filter(status="paid").order_by("created_at")[:limit]
