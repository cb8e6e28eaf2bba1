"""Models that inherit and use what the declared packages offer."""

from auditlog.models import AuditlogHistoryField
from autoslug import AutoSlugField as PopulatedSlugField
from ckeditor.fields import RichTextField as CKEditorField
from ckeditor_uploader.fields import RichTextUploadingField
from cms.models import CMSPlugin
from cms.models.fields import PageField, PlaceholderRelationField
from colorfield.fields import ColorField
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AbstractUser, PermissionsMixin
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.managers import CurrentSiteManager
from django.db import models
from django_ckeditor_5.fields import CKEditor5Field
from django_comments.abstracts import CommentAbstractModel
from django_countries.fields import CountryField
from django_extensions.db.fields import AutoSlugField, CreationDateTimeField, RandomCharField
from django_extensions.db.fields.json import JSONField as TextJSONField
from django_extensions.db.models import ActivatorModel, TitleSlugDescriptionModel
from django_extensions.db.models import TimeStampedModel as ExtendedTimeStampedModel
from django_fsm import FSMField, FSMIntegerField, FSMKeyField, transition
from django_lifecycle import AFTER_UPDATE, LifecycleModel, hook
from django_ltree.fields import PathField
from django_ltree.models import TreeModel
from django_otp.models import Device
from django_prometheus.models import ExportModelOperationsMixin
from django_scopes import ScopedManager
from django_softdelete.models import SoftDeleteModel
from django_summernote.fields import SummernoteTextField
from djmoney.models.fields import MoneyField
from easy_thumbnails.fields import ThumbnailerField, ThumbnailerImageField
from encrypted_model_fields.fields import EncryptedCharField, EncryptedIntegerField
from filer.fields.file import FilerFileField
from filer.fields.folder import FilerFolderField
from filer.fields.image import FilerImageField
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from hierarkey.models import GlobalSettingsBase, Hierarkey
from imagekit.models import ImageSpecField, ProcessedImageField
from jsonfield import JSONCharField, JSONField
from localflavor.by.models import BYPassNumberField
from localflavor.generic.models import BICField, IBANField
from localflavor.us.models import USStateField, USZipCodeField
from markdownx.models import MarkdownxField
from model_utils import Choices, FieldTracker
from model_utils.fields import AutoCreatedField, MonitorField, SplitField, StatusField, UrlsafeTokenField, UUIDField
from model_utils.managers import InheritanceManager, QueryManager
from model_utils.models import SoftDeletableModel, StatusModel, TimeFramedModel, TimeStampedModel, UUIDModel
from meta.models import ModelMeta
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from mptt.managers import TreeManager
from mptt.models import MPTTModel, TreeForeignKey
from multiselectfield import MultiSelectField
from netfields import CidrAddressField, InetAddressField, MACAddress8Field, MACAddressField, NetManager
from oauth2_provider.models import AbstractApplication
from ordered_model.models import OrderedModel, OrderedModelBase
from parler.models import TranslatableModel, TranslatedFields
from phonenumber_field.modelfields import PhoneNumberField
from picklefield.fields import PickledObjectField
from polymorphic.managers import PolymorphicManager
from polymorphic.models import PolymorphicModel
from psqlextra.indexes import CaseInsensitiveUniqueIndex, ConditionalUniqueIndex, UniqueIndex
from psqlextra.models import PostgresModel
from rest_framework_api_key.models import AbstractAPIKey
from rules import is_staff
from rules.contrib.models import RulesModel
from safedelete.managers import SafeDeleteManager
from safedelete.models import SOFT_DELETE_CASCADE, SafeDeleteModel
from simple_history.models import HistoricalRecords
from smart_selects.db_fields import ChainedForeignKey, ChainedManyToManyField, GroupedForeignKey
from softdelete.models import SoftDeleteObject
from solo.models import SingletonModel
from sorl.thumbnail import ImageField
from sortedm2m.fields import SortedManyToManyField
from taggit.managers import TaggableManager
from taggit.models import GenericTaggedItemBase, GenericUUIDTaggedItemBase, ItemBase, TagBase, TaggedItemBase
from timezone_field import TimeZoneField
from tinymce.models import HTMLField
from tree_queries.models import OrderableTreeNode, TreeNode
from treebeard.al_tree import AL_Node
from treebeard.ltree import LT_Node
from treebeard.mp_tree import MP_Node, MP_NodeManager
from treebeard.ns_tree import NS_Node
from waffle.models import AbstractUserFlag
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import (
    CollectionMember,
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Page,
    PageManager,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.snippets.models import register_snippet

# Trees


class Category(MPTTModel):
    name = models.CharField(max_length=50, unique=True)
    parent = TreeForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")

    class MPTTMeta:
        order_insertion_by = ["name"]


class SpecialCategory(Category):
    weight = models.IntegerField()


class AbstractRegion(MPTTModel):
    parent = TreeForeignKey("self", on_delete=models.CASCADE, null=True)

    class Meta:
        abstract = True

    class MPTTMeta:
        left_attr = "lower"
        right_attr = "upper"
        tree_id_attr = "forest"
        level_attr = "height"


class Region(AbstractRegion):
    title = models.CharField(max_length=50)
    objects = TreeManager()

    class Meta:
        ordering = ["title"]
        indexes = [models.Index(fields=["title"])]


class PathNode(MP_Node):
    name = models.CharField(max_length=30)
    node_order_by = ["name"]


class PathNodeQuerySet(models.QuerySet):
    pass


class PathNodeManager(MP_NodeManager.from_queryset(PathNodeQuerySet)):
    pass


class PathBranch(MP_Node):
    path = models.CharField(max_length=500, unique=True)
    objects = PathNodeManager()


class NestedNode(NS_Node):
    name = models.CharField(max_length=30)


class LTreeNode(LT_Node):
    name = models.CharField(max_length=30)


class ListNode(AL_Node):
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children_set", db_index=True)
    sib_order = models.PositiveIntegerField()


class LabelTree(TreeModel):
    name = models.CharField(max_length=30)


class LabelPath(models.Model):
    path = PathField(unique=True)


# Tags


class Topic(TagBase):
    free = models.BooleanField()


class TopicItem(GenericTaggedItemBase):
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="items")


class UUIDTagged(GenericUUIDTaggedItemBase, TaggedItemBase):
    pass


class DirectItem(ItemBase):
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="direct_items")
    content_object = models.ForeignKey("Article", models.CASCADE)


class Article(models.Model):
    tags = TaggableManager(blank=True)
    topics = TaggableManager(through=TopicItem, related_name="articles")
    direct = TaggableManager(through=DirectItem, related_name="direct_articles")


# Polymorphism and inheritance


class Project(PolymorphicModel):
    topic = models.CharField(max_length=30)


class ArtProject(Project):
    artist = models.CharField(max_length=30, db_index=True)
    objects = PolymorphicManager()


class Place(models.Model):
    objects = InheritanceManager()


class Restaurant(Place):
    name = models.CharField(max_length=10)


# Mixins of columns


class Stamped(TimeStampedModel, TimeFramedModel):
    tracker = FieldTracker()


class Stated(StatusModel):
    STATUS = Choices("draft", ("published", "Published"))
    published = QueryManager(status="published").order_by("-id")


class SoftlyRemoved(SoftDeletableModel, UUIDModel):
    pass


class UtilFields(models.Model):
    STATUS = Choices("a", "b")
    id = UUIDField(version=4)
    created = AutoCreatedField(db_index=True)
    status = StatusField(db_index=True)
    changed = MonitorField(monitor="status", when=["a"])
    body = SplitField()
    token = UrlsafeTokenField(unique=True)


class Extended(ExtendedTimeStampedModel, TitleSlugDescriptionModel, ActivatorModel):
    class Meta:
        indexes = [models.Index(fields=["created"])]


class ExtensionFields(models.Model):
    slug = AutoSlugField(populate_from="name", unique=True)
    code = RandomCharField(length=8, unique=True, include_alpha=False)
    stamp = CreationDateTimeField(db_index=True)
    data = TextJSONField()


class Safe(SafeDeleteModel):
    _safedelete_policy = SOFT_DELETE_CASCADE
    name = models.CharField(max_length=10)
    everything = SafeDeleteManager()


class SafeWithout(SafeDeleteModel):
    deleted_by_cascade = None


class Gone(SoftDeleteObject):
    name = models.CharField(max_length=10)


class Settings(SingletonModel):
    name = models.CharField(max_length=10)


class Item(OrderedModel):
    group = models.ForeignKey(Settings, models.CASCADE)
    order_with_respect_to = "group"

    class Meta(OrderedModel.Meta):
        pass


class Position(OrderedModelBase):
    place = models.PositiveIntegerField(db_index=True)
    order_field_name = "place"

    class Meta:
        ordering = ("place",)


class Scoped(models.Model):
    owner = models.ForeignKey(Settings, models.CASCADE)
    site = models.ForeignKey("sites.Site", models.CASCADE)
    objects = ScopedManager(owner="owner")
    on_site = CurrentSiteManager()


class SoftGone(SoftDeleteModel):
    name = models.CharField(max_length=10)


class Branch(TreeNode):
    name = models.CharField(max_length=10)


class OrderedBranch(OrderableTreeNode):
    class Meta(OrderableTreeNode.Meta):
        pass


class Living(LifecycleModel):
    name = models.CharField(max_length=10)

    @hook(AFTER_UPDATE, when="name")
    def renamed(self):
        pass


class Counted(ExportModelOperationsMixin("counted"), ModelMeta, models.Model):
    name = models.CharField(max_length=10)


class Ruled(RulesModel):
    name = models.CharField(max_length=10)

    class Meta:
        ordering = ["name"]
        rules_permissions = {"add": is_staff}


class MoreFields(models.Model):
    editor = CKEditor5Field(config_name="extends")
    note = SummernoteTextField()
    markdown = MarkdownxField()
    secret = EncryptedCharField(max_length=40)
    number = EncryptedIntegerField(null=True)
    several = MultiSelectField(choices=[("a", "A"), ("bc", "BC")], max_choices=2)
    many = MultiSelectField(choices=[("a", "A")], max_length=30)
    chained = ChainedForeignKey(Branch, chained_field="several", chained_model_field="name", on_delete=models.CASCADE)
    chained_many = ChainedManyToManyField(Branch, chained_field="several", related_name="+")
    grouped = GroupedForeignKey(OrderedBranch, "parent", on_delete=models.CASCADE)


# Models that others make


class Poll(models.Model):
    question = models.CharField(max_length=200, unique=True)
    site = models.OneToOneField("sites.Site", models.CASCADE)
    parent = models.ForeignKey("self", models.CASCADE, null=True)
    places = models.ManyToManyField(Place)
    document = models.FileField()
    slug = models.SlugField()
    history = HistoricalRecords(m2m_fields=[places])


class TrackedPerson(models.Model):
    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=20, db_index=True)
    secret = models.TextField()
    log = HistoricalRecords(
        table_name="person_log",
        history_id_field=models.UUIDField(),
        excluded_fields=["secret"],
        related_name="history_rows",
        custom_model_name=lambda name: f"{name}Log",
        no_db_index=["name"],
        user_db_constraint=False,
    )


class AbstractTracked(models.Model):
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


class TrackedChild(AbstractTracked):
    title = models.CharField(max_length=20)


class Translated(TranslatableModel):
    code = models.CharField(max_length=5, unique=True)
    translations = TranslatedFields(
        title=models.CharField(max_length=200),
        slug=models.SlugField(),
        meta={"unique_together": [("language_code", "slug")]},
    )


hierarkey = Hierarkey(attribute_name="settings")


@hierarkey.set_global()
class GlobalSettings(GlobalSettingsBase):
    pass


@hierarkey.add()
class Organizer(models.Model):
    name = models.CharField(max_length=20)


@hierarkey.add(parent_field="organizer")
class Event(models.Model):
    organizer = models.ForeignKey(Organizer, models.CASCADE)


class Album(models.Model):
    places = SortedManyToManyField(Place)
    others = SortedManyToManyField("self", sort_value_field_name="position")
    unsorted = SortedManyToManyField(Place, sorted=False, related_name="+")


# Fields


class Fields(models.Model):
    slug = PopulatedSlugField(populate_from="title", unique_with="owner", always_update=True)
    unique_slug = PopulatedSlugField(populate_from="title", unique=True)
    text = CKEditorField(config_name="basic")
    upload = RichTextUploadingField()
    html = HTMLField()
    color = ColorField(format="hexa", samples=[("#FFFFFFFF", "white")])
    country = CountryField(blank_label="any", db_index=True)
    countries = CountryField(multiple=True)
    phone = PhoneNumberField(region="DE", unique=True)
    zone = TimeZoneField(choices_display="STANDARD")
    json = JSONField(dump_kwargs={})
    json_char = JSONCharField(max_length=40)
    pickled = PickledObjectField(compress=True)
    price = MoneyField(max_digits=14, decimal_places=2, default_currency="EUR")
    fee = MoneyField(max_digits=9, null=True, currency_field_name="fee_unit", currency_max_length=5)
    state = FSMField(default="new", protected=True, db_index=True)
    step = FSMIntegerField()
    kind = FSMKeyField(Settings, models.CASCADE)
    thumbnail = ThumbnailerImageField(resize_source={})
    attachment = ThumbnailerField()
    processed = ProcessedImageField(processors=[], format="JPEG", options={})
    derived = ImageSpecField(source="processed", format="JPEG")
    picture = ImageField()
    filer_file = FilerFileField(on_delete=models.CASCADE, related_name="+")
    filer_image = FilerImageField(null=True, on_delete=models.SET_NULL, related_name="+")
    filer_folder = FilerFolderField(null=True, on_delete=models.SET_NULL)
    iban = IBANField(include_countries=None)
    bic = BICField()
    us_state = USStateField()
    us_zip = USZipCodeField()
    by_pass = BYPassNumberField()
    page = PageField(null=True, related_name="+")
    placeholders = PlaceholderRelationField()
    history = AuditlogHistoryField()

    @transition(field=state, source="new", target="done")
    def finish(self):
        pass


class Network(models.Model):
    address = InetAddressField(store_prefix_length=False, unique=True)
    block = CidrAddressField(db_index=True)
    mac = MACAddressField()
    mac8 = MACAddress8Field(null=True)
    objects = NetManager()


class Indexed(PostgresModel):
    a = models.IntegerField()
    b = models.CharField(max_length=10)

    class Meta:
        indexes = [
            UniqueIndex(fields=["a"], name="uses_unique"),
            ConditionalUniqueIndex(fields=["a", "b"], condition='"a" IS NOT NULL', name="uses_conditional"),
            CaseInsensitiveUniqueIndex(fields=["b"], name="uses_insensitive"),
        ]


class Generic(models.Model):
    kind = models.ForeignKey(ContentType, models.CASCADE)
    key = models.PositiveIntegerField(db_index=True)
    target = GenericForeignKey("kind", "key", for_concrete_model=False)


class Target(models.Model):
    generics = GenericRelation(
        Generic, object_id_field="key", content_type_field="kind", related_query_name="target_row"
    )


# Users, permissions, tokens, devices


class Member(AbstractUser):
    groups = models.ManyToManyField("auth.Group", related_name="members")
    user_permissions = models.ManyToManyField("auth.Permission", related_name="members")


class PlainMember(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    groups = models.ManyToManyField("auth.Group", related_name="plain")
    user_permissions = models.ManyToManyField("auth.Permission", related_name="plain")
    objects = BaseUserManager()


class ProjectUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Settings, models.CASCADE)


class ProjectGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Settings, models.CASCADE)


class OwnApplication(AbstractApplication):
    logo = models.URLField()


class OwnKey(AbstractAPIKey):
    owner = models.ForeignKey(Settings, models.CASCADE)


class OwnDevice(Device):
    serial = models.CharField(max_length=10)


class OwnFlag(AbstractUserFlag):
    plan = models.CharField(max_length=10)


class OwnComment(CommentAbstractModel):
    title = models.CharField(max_length=10)


class Teaser(CMSPlugin):
    title = models.CharField(max_length=10)


# Wagtail


class BlogPageManager(PageManager):
    pass


class BlogPage(Page):
    body = StreamField([], use_json_field=True)
    intro = RichTextField(features=["bold"])
    tags = ClusterTaggableManager(through="BlogPageTag")
    places = ParentalManyToManyField(Place)
    objects = BlogPageManager()


class BlogPageTag(TaggedItemBase):
    content_object = ParentalKey(BlogPage, on_delete=models.CASCADE, related_name="tagged_items")


class BlogLink(Orderable):
    page = ParentalKey("BlogPage", related_name="links")
    url = models.URLField()


class EventPageQuerySet(PageQuerySet):
    pass


class EventPage(Page):
    objects = PageManager.from_queryset(EventPageQuerySet)()


class FormPage(AbstractEmailForm):
    intro = RichTextField()


class FormField(AbstractFormField):
    page = ParentalKey(FormPage, on_delete=models.CASCADE, related_name="form_fields")


@register_snippet
class Advert(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    text = models.CharField(max_length=255)
    search_fields = [index.SearchField("text"), index.FilterField("text")]

    class Meta(TranslatableMixin.Meta):
        pass


class Cluster(ClusterableModel):
    name = models.CharField(max_length=10)


class Member1(models.Model):
    cluster = ParentalKey(Cluster, related_name="members")


class Media(CollectionMember, models.Model):
    pass


class OwnImage(AbstractImage):
    caption = models.CharField(max_length=255)


class OwnRendition(AbstractRendition):
    image = models.ForeignKey(OwnImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class OwnDocument(AbstractDocument):
    source = models.CharField(max_length=255)


class SiteSetting(BaseSiteSetting):
    name = models.CharField(max_length=10)


class GlobalSetting(BaseGenericSetting):
    name = models.CharField(max_length=10)
