from django.contrib.contenttypes.models import ContentType
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from treebeard.mp_tree import MP_Node
from wagtail.query import PageQuerySet
from wagtail.models.api import APIToken
from wagtail.models.audit_log import BaseLogEntry, BaseLogEntryManager, LogEntryQuerySet, ModelLogEntry
from wagtail.models.draft_state import DraftStateMixin
from wagtail.models.i18n import BootstrapTranslatableMixin, Locale, LocaleManager, TranslatableMixin
from wagtail.models.locking import LockableMixin
from wagtail.models.media import (
    BaseCollectionManager,
    Collection,
    CollectionManager,
    CollectionMember,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupCollectionPermissionManager,
    UploadedFile,
)
from wagtail.models.orderable import Orderable
from wagtail.models.pages import (
    AbstractPage,
    BasePageManager,
    Comment,
    CommentReply,
    DefaultBasePageMixin,
    GroupPagePermission,
    GroupPagePermissionManager,
    Page,
    PageLogEntry,
    PageLogEntryManager,
    PageLogEntryQuerySet,
    PageManager,
    PageSubscription,
    PageViewRestriction,
    ShowInMenusMixin,
    WorkflowPage,
)
from wagtail.models.preview import PreviewableMixin
from wagtail.models.reference_index import ReferenceIndex
from wagtail.models.revisions import PageRevisionsManager, Revision, RevisionMixin, RevisionQuerySet, RevisionsManager
from wagtail.models.sites import GroupSitePermission, Site, SiteManager
from wagtail.models.specific import SpecificMixin
from wagtail.models.view_restrictions import BaseViewRestriction
from wagtail.models.workflows import (
    AbstractGroupApprovalTask,
    AbstractWorkflow,
    BaseTaskStateManager,
    GroupApprovalTask,
    Task,
    TaskQuerySet,
    TaskState,
    TaskStateManager,
    TaskStateQuerySet,
    Workflow,
    WorkflowContentType,
    WorkflowManager,
    WorkflowMixin,
    WorkflowState,
    WorkflowStateQuerySet,
    WorkflowTask,
)
