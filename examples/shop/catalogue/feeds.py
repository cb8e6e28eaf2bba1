"""Reads the feed of a supplier."""

from django.db import transaction

from .models import Product


@transaction.atomic
def apply_feed(rows):
    by_sku = {p.sku: p for p in Product.objects.filter(sku__in=[row["sku"] for row in rows])}
    changed = []
    for row in rows:
        product = by_sku.get(row["sku"])
        if product is None:
            continue
        product.name = row["name"]
        changed.append(product)
    Product.objects.bulk_update(changed, ["name"], batch_size=500)


def match_by_ean(eans):
    matches = {}
    for ean in eans:
        matches[ean] = Product.objects.filter(ean=ean).first()
    return matches
