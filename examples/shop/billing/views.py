from django.http import JsonResponse

from orders.models import Order

from .models import Invoice, Subscription


def invoices(request):
    """The index invoice_history serves this."""
    subscription = Subscription.objects.get(organization_id=request.GET["organization"])
    rows = Invoice.objects.filter(subscription=subscription).order_by("-issued_on")[:50]
    return JsonResponse({"invoices": [row.number for row in rows]})


def unpaid_orders():
    return Invoice.objects.filter(order__status=Order.Status.OPEN).select_related("order")


def mark_paid(invoice):
    Order.objects.filter(pk=invoice.order_id).update(status=Order.Status.PAID)
    Subscription.objects.filter(pk=invoice.subscription_id).update(renewed_at=invoice.issued_on)
