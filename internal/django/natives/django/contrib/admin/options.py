import enum

from django.core.paginator import Paginator
from django.forms.formsets import form_of
from django.forms.models import BaseInlineFormSet, ModelForm, keep_instance
from django.views.generic.detail import object_of
from django.views.generic.list import run

IS_POPUP_VAR = "_popup"
SOURCE_MODEL_VAR = "_source_model"
TO_FIELD_VAR = "_to_field"
IS_FACETS_VAR = "_facets"
EMPTY_VALUE_STRING = "-"
HORIZONTAL, VERTICAL = 1, 2
FORMFIELD_FOR_DBFIELD_DEFAULTS = {}


class ShowFacets(enum.Enum):
    NEVER = "NEVER"
    ALLOW = "ALLOW"
    ALWAYS = "ALWAYS"


class ActionLocation(enum.Enum):
    CHANGE_FORM = "CHANGE_FORM"
    CHANGE_LIST = "CHANGE_LIST"


class Action:
    pass


class IncorrectLookupParameters(Exception):
    pass


def construct_change_message(form, formsets, add): ...
def flatten_fieldsets(fieldsets): ...
def get_content_type_for_model(obj): ...
def get_deleted_objects(objs, request, admin_site): ...
def model_ngettext(obj, n=None): ...
def quote(s): ...
def unquote(s): ...
def get_ul_class(radio_style): ...


def csrf_protect_m(view):
    return view


class BaseModelAdmin:
    autocomplete_fields = ()
    raw_id_fields = ()
    fields = None
    exclude = None
    fieldsets = None
    form = ModelForm
    filter_vertical = ()
    filter_horizontal = ()
    radio_fields = {}
    prepopulated_fields = {}
    formfield_overrides = {}
    readonly_fields = ()
    ordering = None
    sortable_by = None
    view_on_site = True
    show_full_result_count = True

    def get_ordering(self, request):
        return self.ordering or ()

    def get_queryset(self, request):
        queryset = self.model._default_manager.get_queryset()
        ordering = self.get_ordering(request)
        if ordering:
            queryset = queryset.order_by(*ordering)
        return queryset

    def get_field_queryset(self, db, db_field, request): ...

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return formfield(db_field, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return formfield(db_field, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return formfield(db_field, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields

    def get_fields(self, request, obj=None):
        return self.fields

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets

    def get_exclude(self, request, obj=None):
        return self.exclude

    def get_inlines(self, request, obj):
        return self.inlines

    def get_prepopulated_fields(self, request, obj=None):
        return self.prepopulated_fields

    def get_autocomplete_fields(self, request):
        return self.autocomplete_fields


def formfield(db_field, **kwargs):
    """The form field of a model's field: what a relation's chooses from."""
    ...


class ModelAdmin(BaseModelAdmin):
    list_display = ("__str__",)
    list_display_links = ()
    list_filter = ()
    list_select_related = False
    list_per_page = 100
    list_max_show_all = 200
    list_editable = ()
    search_fields = ()
    search_help_text = None
    date_hierarchy = None
    save_as = False
    save_as_continue = True
    save_on_top = False
    paginator = Paginator
    preserve_filters = True
    show_facets = ShowFacets.ALLOW
    inlines = ()
    actions = ()
    actions_on_top = True
    actions_on_bottom = False
    actions_selection_counter = True

    def __init__(self, model, admin_site):
        self.model = model
        self.opts = model._meta
        self.admin_site = admin_site

    @property
    def model(self): ...

    @property
    def opts(self):
        return self.model._meta

    def get_list_display(self, request):
        return self.list_display

    def get_list_filter(self, request):
        return self.list_filter

    def get_search_fields(self, request):
        return self.search_fields

    def get_search_results(self, request, queryset, search_term):
        return searched(queryset, self.get_search_fields(request)), False

    def get_object(self, request, object_id, from_field=None):
        """One of the rows of a list, which tells its conditions."""
        return object_of(self.model)

    def get_paginator(self, request, queryset, per_page, *args, **kwargs):
        return self.paginator(queryset, per_page)

    def get_form(self, request, obj=None, change=False, **kwargs):
        return self.form

    def get_inline_instances(self, request, obj=None):
        return []

    def get_formset_kwargs(self, request, obj, inline, prefix):
        return {"instance": obj, "prefix": prefix, "queryset": inline.get_queryset(request)}

    def get_urls(self):
        return []

    def save_form(self, request, form, change):
        return form.save(commit=False)

    def save_model(self, request, obj, form, change):
        obj.save()

    def save_related(self, request, form, formsets, change):
        for formset in formsets:
            self.save_formset(request, form, formset, change)

    def save_formset(self, request, form, formset, change):
        formset.save()

    def delete_model(self, request, obj):
        obj.delete()

    def delete_queryset(self, request, queryset):
        queryset.delete()

    def changelist_view(self, request, extra_context=None):
        queryset = self.get_queryset(request)
        filters = self.get_list_filter(request)
        for listed in filters:
            chosen = filter_of(listed)
            if chosen is not None:
                queryset = either(chosen.queryset(request, queryset), queryset)
        queryset = filtered(queryset, filters, self.date_hierarchy)
        queryset, duplicates = self.get_search_results(request, queryset, request.GET)
        run(queryset)
        each_column(self, self.get_list_display(request))
        each_action(self, request, queryset)
        self.delete_queryset(request, queryset)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        obj = self.get_object(request, object_id)
        each_column(self, self.get_readonly_fields(request, obj))
        form = form_of(self.get_form(request, obj))
        keep_instance(form, obj)
        self.save_model(request, obj, form, True)
        self.save_related(request, form, [], True)

    def add_view(self, request, form_url="", extra_context=None):
        return self.changeform_view(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self.changeform_view(request, object_id)

    def delete_view(self, request, object_id, extra_context=None):
        self.delete_model(request, self.get_object(request, object_id))


def filter_of(listed):
    """An object of a filter's class that stands in list_filter; None for the name of a field."""
    ...


def either(chosen, queryset):
    """What a filter returns, or what it was given: whether it is in use is decided at run time."""
    ...


def filtered(queryset, listed, date_hierarchy): ...
def searched(queryset, search_fields): ...
def each_column(admin, names): ...
def each_action(admin, request, queryset): ...


class InlineModelAdmin(BaseModelAdmin):
    model = None
    fk_name = None
    formset = BaseInlineFormSet
    extra = 3
    min_num = None
    max_num = None
    template = None
    verbose_name = None
    verbose_name_plural = None
    can_delete = True
    show_change_link = False
    classes = None

    def __init__(self, parent_model, admin_site):
        self.parent_model = parent_model
        self.admin_site = admin_site

    @property
    def opts(self):
        return self.model._meta

    def get_extra(self, request, obj=None, **kwargs):
        return self.extra

    def get_formset(self, request, obj=None, **kwargs):
        return self.formset


class StackedInline(InlineModelAdmin):
    template = "admin/edit_inline/stacked.html"


class TabularInline(InlineModelAdmin):
    template = "admin/edit_inline/tabular.html"
