from django.http import JsonResponse
from rest_framework import viewsets
from rest_framework.pagination import LimitOffsetPagination

from .models import Delivery, StockLevel, StockMovement
from .serializers import StockLevelSerializer


class StockLevelViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = StockLevelSerializer
    pagination_class = LimitOffsetPagination
    queryset = StockLevel.objects.select_related("warehouse", "product").order_by("pk")


def movements(request):
    """The index movement_of_warehouse serves both conditions and the order."""
    rows = StockMovement.objects.filter(
        warehouse_id=request.GET["warehouse"], moved_at__gte=request.GET["since"],
    ).order_by("moved_at")[:200]
    return JsonResponse({"movements": [row.pk for row in rows]})


def stock_of(warehouse, products):
    """The unique index on (warehouse, product) serves this."""
    return StockLevel.objects.filter(warehouse=warehouse, product__in=products)


def track(number):
    return Delivery.objects.filter(tracking_number=number).first()


def under_way(carrier):
    """The partial index delivery_under_way holds exactly these."""
    return Delivery.objects.filter(carrier=carrier, delivered_at__isnull=True)
