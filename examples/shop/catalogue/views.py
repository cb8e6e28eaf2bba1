from django.core.cache import cache
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from rest_framework import viewsets
from rest_framework.pagination import CursorPagination

from .models import PriceChange, Product
from .serializers import ProductSerializer


class NewestFirst(CursorPagination):
    ordering = "-published_at"
    page_size = 50


class ProductViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = ProductSerializer
    pagination_class = NewestFirst

    def get_queryset(self):
        products = Product.objects.visible().select_related("brand").prefetch_related("tags")
        if category := self.request.query_params.get("category"):
            products = products.in_category(category)
        return products


def product_page(request, slug):
    product = get_object_or_404(Product.objects.select_related("brand", "category"), slug=slug)
    price = current_price(product, request.GET.get("currency", "EUR"))
    return JsonResponse({"name": product.name, "brand": product.brand.name, "price": price and str(price.price)})


def current_price(product, currency):
    """The index price_current serves both the filter and the order."""
    return PriceChange.objects.filter(product=product, currency=currency).order_by("-valid_from").first()


def search(request):
    text = request.GET.get("q", "").strip()
    products = Product.objects.filter(name__icontains=text)[:20]
    return JsonResponse({"results": [p.slug for p in products]})


def shelf(category_id):
    """What a category's page shows; the index product_shelf serves it."""
    key = f"shelf:{category_id}"
    slugs = cache.get(key)
    if slugs is None:
        newest = Product.objects.filter(category_id=category_id, active=True).order_by("-published_at")[:24]
        slugs = [p.slug for p in newest]
        cache.set(key, slugs, timeout=300)
    return slugs


def with_attribute(name, value):
    """Containment on a GIN index."""
    return Product.objects.filter(attributes__contains={name: value})[:100]
