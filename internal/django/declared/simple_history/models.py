import copy

from django.conf import settings
from django.db import models
from django.db.models.fields.proxy import OrderWrt
from simple_history.manager import HistoricalQuerySet, HistoryManager


class HistoricalChanges:
    pass


class HistoricForeignKey(models.ForeignKey):
    pass


class HistoricOneToOneField(models.OneToOneField):
    pass


class HistoricalRecords:
    """Gives the model a second one with a copy of every column, and rows of it to `model.<name>`."""

    def __init__(
        self,
        verbose_name=None,
        verbose_name_plural=None,
        bases=(models.Model,),
        user_related_name="+",
        table_name=None,
        inherit=False,
        excluded_fields=None,
        history_id_field=None,
        history_change_reason_field=None,
        user_model=None,
        get_user=None,
        cascade_delete_history=False,
        custom_model_name=None,
        app=None,
        history_user_id_field=None,
        history_user_getter=None,
        history_user_setter=None,
        related_name=None,
        use_base_model_db=False,
        user_db_constraint=True,
        no_db_index=(),
        excluded_field_kwargs=None,
        history_manager=HistoryManager,
        historical_queryset=HistoricalQuerySet,
        m2m_fields=(),
        m2m_fields_model_field_name="_history_m2m_fields",
        m2m_bases=(models.Model,),
    ):
        self.bases = (HistoricalChanges, *bases)
        self.user_related_name = user_related_name
        self.table_name = table_name
        self.inherit = inherit
        self.excluded_fields = excluded_fields or []
        self.history_id_field = history_id_field
        self.history_change_reason_field = history_change_reason_field
        self.user_model = user_model
        self.custom_model_name = custom_model_name
        self.app = app
        self.user_id_field = history_user_id_field
        self.related_name = related_name
        self.user_db_constraint = user_db_constraint
        self.no_db_index = [no_db_index] if isinstance(no_db_index, str) else no_db_index
        self.excluded_field_kwargs = excluded_field_kwargs or {}
        self.history_manager = history_manager
        self.historical_queryset = historical_queryset
        self.m2m_fields = m2m_fields
        self.m2m_bases = (HistoricalChanges, *m2m_bases)

    def contribute_to_class(self, cls, name):
        self.cls, self.module = cls, cls.__module__
        models.signals.class_prepared.connect(self.finalize, weak=False)

    def finalize(self, sender, **kwargs):
        if sender is not self.cls and not (self.inherit and issubclass(sender, self.cls)):
            return
        history = self.create_history_model(sender)
        for field in self.m2m_fields:
            self.create_history_m2m_model(history, field.remote_field.through)

    def name_of(self, model):
        name = self.custom_model_name or f"Historical{model._meta.object_name}"
        return name(model._meta.object_name) if callable(name) else name

    def history_id(self):
        if self.history_id_field:
            field = self.history_id_field.clone()
            field.primary_key = True
            return field
        if getattr(settings, "SIMPLE_HISTORY_HISTORY_ID_USE_UUID", False):
            return models.UUIDField(primary_key=True)
        return models.AutoField(primary_key=True)

    def copy_field(self, field):
        if isinstance(field, models.ForeignKey):
            field.swappable, swappable = False, field.swappable
            options = field.deconstruct()[3]
            field.swappable = swappable
            for name in self.excluded_field_kwargs.get(field.name, ()):
                options.pop(name, None)
            kind = models.ForeignKey if isinstance(field, models.OneToOneField) else type(field)
            target = field.model if options["to"] == "self" else options["to"]
            plain = {"null": True, "primary_key": False, "unique": False, "related_name": "+"}
            key = {"to": target, "on_delete": models.DO_NOTHING, "db_constraint": False, "db_index": True}
            return kind(**{**options, **plain, **key})
        column = copy.copy(field)
        column.name = field.attname
        column.db_collation = None
        if isinstance(field, models.BigAutoField):
            column.__class__ = models.BigIntegerField
        elif isinstance(field, (models.AutoField, OrderWrt)):
            column.__class__ = models.IntegerField
        elif isinstance(field, models.FileField):
            as_char = getattr(settings, "SIMPLE_HISTORY_FILEFIELD_TO_CHARFIELD", False)
            column.__class__ = models.CharField if as_char else models.TextField
        if field.unique:
            column.primary_key = column._unique = False
            column.unique = False
            column.db_index = True
        return column

    def copy_fields(self, model):
        fields = {}
        for field in model._meta.fields:
            if field.name not in self.excluded_fields:
                fields[field.name] = self.copy_field(field)
                if field.name in self.no_db_index:
                    fields[field.name].db_index = False
        return fields

    def change_reason(self):
        if self.history_change_reason_field:
            return self.history_change_reason_field
        if getattr(settings, "SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD", False):
            return models.TextField(null=True)
        return models.CharField(max_length=100, null=True)

    def create_history_model(self, model):
        date_index = getattr(settings, "SIMPLE_HISTORY_DATE_INDEX", True)
        meta = {"ordering": ("-history_date", "-history_id"), "get_latest_by": ("history_date", "history_id")}
        if str(date_index).lower() == "composite":
            meta["indexes"] = (models.Index(fields=("history_date", model._meta.pk.attname)),)
        if self.app:
            meta["app_label"] = self.app
        if self.table_name and model is self.cls:
            meta["db_table"] = self.table_name
        attrs = {
            "__module__": self.module if model is self.cls else model.__module__,
            **self.copy_fields(model),
            "history_id": self.history_id(),
            "history_date": models.DateTimeField(db_index=date_index is True),
            "history_change_reason": self.change_reason(),
            "history_type": models.CharField(max_length=1),
        }
        if self.related_name:
            attrs["history_relation"] = models.ForeignKey(
                model, models.DO_NOTHING, related_name=self.related_name, db_constraint=False
            )
        if self.user_id_field is not None:
            attrs["history_user_id"] = self.user_id_field
        else:
            attrs["history_user"] = models.ForeignKey(
                self.user_model or settings.AUTH_USER_MODEL,
                models.SET_NULL,
                null=True,
                related_name=self.user_related_name,
                db_constraint=self.user_db_constraint,
            )
        attrs["Meta"] = type("Meta", (), meta)
        return type(models.Model)(self.name_of(model), self.bases, attrs)

    def create_history_m2m_model(self, history, through):
        attrs = {
            "__module__": history.__module__,
            **self.copy_fields(through),
            "history": models.ForeignKey(history, models.DO_NOTHING, db_constraint=False),
            "m2m_history_id": self.history_id(),
            "Meta": type("Meta", (), {"app_label": self.app} if self.app else {}),
        }
        return type(models.Model)(self.name_of(through), self.m2m_bases, attrs)
