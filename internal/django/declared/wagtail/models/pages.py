from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from modelsearch.index import Indexed
from treebeard.mp_tree import MP_Node, MP_NodeManager
from wagtail.models.audit_log import BaseLogEntry, BaseLogEntryManager, LogEntryQuerySet
from wagtail.models.draft_state import DraftStateMixin
from wagtail.models.i18n import TranslatableMixin
from wagtail.models.locking import LockableMixin
from wagtail.models.preview import PreviewableMixin
from wagtail.models.revisions import RevisionMixin
from wagtail.models.specific import SpecificMixin
from wagtail.models.view_restrictions import BaseViewRestriction
from wagtail.query import PageQuerySet
from wagtail.models.workflows import WorkflowMixin


class BasePageManager(MP_NodeManager):
    def get_queryset(self):
        return self._queryset_class(self.model).order_by("path")


PageManager = BasePageManager.from_queryset(PageQuerySet)


class AbstractPage(
    WorkflowMixin,
    PreviewableMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    SpecificMixin,
    Indexed,
    ClusterableModel,
    MP_Node,
):
    search_fields = []
    content_panels = []
    promote_panels = []
    settings_panels = []
    objects = PageManager()
    title = models.CharField(max_length=255)
    draft_title = models.CharField(max_length=255)
    slug = models.SlugField(max_length=255)
    content_type = models.ForeignKey("contenttypes.ContentType", models.SET(None), related_name="pages")
    url_path = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="owned_pages")
    latest_revision_created_at = models.DateTimeField(null=True)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="page", for_concrete_model=False)
    _workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        related_query_name="page",
        for_concrete_model=False,
    )
    _specific_workflow_states = GenericRelation(
        "wagtailcore.WorkflowState", related_query_name="page", for_concrete_model=False
    )
    alias_of = models.ForeignKey(
        getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"), models.SET_NULL, null=True, related_name="aliases"
    )

    class Meta:
        abstract = True


class ShowInMenusMixin(models.Model):
    show_in_menus = models.BooleanField()

    class Meta:
        abstract = True


class DefaultBasePageMixin(ShowInMenusMixin):
    seo_title = models.CharField(max_length=255)
    search_description = models.TextField()

    class Meta:
        abstract = True


class Page(AbstractPage, DefaultBasePageMixin):
    class Meta:
        swappable = "WAGTAIL_PAGE_MODEL"
        unique_together = [("translation_key", "locale")]


class GroupPagePermissionManager(models.Manager):
    pass


class GroupPagePermission(models.Model):
    group = models.ForeignKey("auth.Group", models.CASCADE, related_name="page_permissions")
    page = models.ForeignKey(
        getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"), models.CASCADE, related_name="group_permissions"
    )
    permission = models.ForeignKey("auth.Permission", models.CASCADE)
    objects = GroupPagePermissionManager()

    class Meta:
        constraints = [models.UniqueConstraint(name="unique_permission", fields=("group", "page", "permission"))]


class PageViewRestriction(BaseViewRestriction):
    page = models.ForeignKey(
        getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"), models.CASCADE, related_name="view_restrictions"
    )


class WorkflowPage(models.Model):
    page = models.OneToOneField(
        getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"), models.CASCADE, primary_key=True
    )
    workflow = models.ForeignKey("Workflow", models.CASCADE, related_name="workflow_pages")


class PageLogEntryQuerySet(LogEntryQuerySet):
    pass


class PageLogEntryManager(BaseLogEntryManager):
    def get_queryset(self):
        return PageLogEntryQuerySet(self.model, using=self._db)


class PageLogEntry(BaseLogEntry):
    page = models.ForeignKey(
        getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"),
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
    )
    objects = PageLogEntryManager()

    class Meta:
        ordering = ["-timestamp", "-id"]
        indexes = [models.Index(fields=["uuid", "action", "-timestamp"])]


class Comment(ClusterableModel):
    page = ParentalKey(
        getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"),
        models.CASCADE,
        related_name="wagtail_admin_comments",
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wagtail_admin_comments")
    text = models.TextField()
    contentpath = models.TextField()
    position = models.TextField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    revision_created = models.ForeignKey("Revision", models.CASCADE, null=True, related_name="created_comments")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments_resolved"
    )


class CommentReply(models.Model):
    comment = ParentalKey("Comment", models.CASCADE, related_name="replies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="comment_replies")
    text = models.TextField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()


class PageSubscription(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="page_subscriptions")
    page = models.ForeignKey(
        getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"), models.CASCADE, related_name="subscribers"
    )
    comment_notifications = models.BooleanField()

    class Meta:
        unique_together = [("page", "user")]
