from celery import shared_task

from catalogue.models import Product

from .models import StockMovement


@shared_task
def recount(warehouse_id, since):
    """Adds up every product's movements; called each night."""
    totals = {}
    for product in Product.objects.filter(pk__in=moved_products(warehouse_id, since)):
        moved = StockMovement.objects.filter(product=product, kind__in=["receipt", "pick"], moved_at__gt=since)
        totals[product.sku] = sum(movement.quantity for movement in moved)
    return totals


def moved_products(warehouse_id, since):
    return StockMovement.objects.filter(warehouse_id=warehouse_id, moved_at__gte=since).values("product_id")
