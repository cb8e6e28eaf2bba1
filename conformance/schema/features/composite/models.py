from django.db import models


class Order(models.Model):
    pk = models.CompositePrimaryKey("customer_id", "number")
    customer = models.ForeignKey("relations.Plain", models.CASCADE)
    number = models.IntegerField()
    note = models.CharField(max_length=5, db_index=True)


class Base(models.Model):
    pk = models.CompositePrimaryKey("tenant", "code", db_comment="x") if False else models.CompositePrimaryKey("tenant", "code")
    tenant = models.UUIDField()
    code = models.CharField(max_length=6)

    class Meta:
        abstract = True


class Child(Base):
    value = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "-value"])]


class Line(models.Model):
    order_customer = models.BigIntegerField()
    order_number = models.IntegerField()
    order = models.ForeignObject(
        Order, models.DO_NOTHING, from_fields=("order_customer", "order_number"), to_fields=("customer_id", "number")
    )


class Odd(models.Model):
    pk = models.CompositePrimaryKey("first", "second")
    second = models.IntegerField(db_column="Zweite")
    first = models.ForeignKey("columns.TextKey", models.CASCADE, db_column="erste")
