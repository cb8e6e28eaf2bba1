from celery import shared_task
from django.db import transaction
from django.utils import timezone

from .models import Order, OrderLine, Payment


def lines_after(order_ids, last_id, batch_size=500):
    """One batch of the export, after the last line of the batch before."""
    return OrderLine.objects.filter(order_id__in=order_ids, id__gt=last_id)[:batch_size]


@shared_task
def export_lines(order_ids):
    last_id = 0
    while batch := list(lines_after(order_ids, last_id)):
        for line in batch:
            write_row(line)
        last_id = batch[-1].id


def write_row(line):
    print(line.order_id, line.product_id, line.quantity, line.price, sep=",")


@shared_task
def settle(provider, day):
    payments = Payment.objects.filter(provider=provider, received_at__date=day)
    return sum(payment.amount for payment in payments)


@shared_task
def ship(order_id):
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=order_id)
        order.status = Order.Status.SHIPPED
        order.shipped_at = timezone.now()
        order.save(update_fields=["status", "shipped_at"])
        notify_shipped.delay(order.pk)


@shared_task
def notify_shipped(order_id):
    order = Order.objects.select_related("buyer").get(pk=order_id)
    order.buyer.email_user(f"Order {order.number} is on its way", "")
