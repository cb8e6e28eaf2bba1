from cms.models.settingmodels import PlaceholderForeignKey, UserSettings
from django.contrib.sites.models import Site
from cms.models.managers import (
    PageManager,
    PageUrlManager,
    GlobalPagePermissionManager,
    PagePermissionManager,
    PlaceholderManager,
    ContentAdminManager,
    PageContentManager,
)
from treebeard.mp_tree import MP_Node
from cms.models.pagemodel import Page, PageUrl, PageType
from django.contrib.auth.models import Group, UserManager, User
from cms.models.permissionmodels import (
    AbstractPagePermission,
    GlobalPagePermission,
    PagePermission,
    PageUserManager,
    PageUser,
    PageUserGroup,
)
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from cms.models.placeholdermodel import Placeholder
from cms.models.pluginmodel import CMSPlugin
from cms.models.fields import PlaceholderRelationField
from cms.models.contentmodels import PageContent
from cms.models.placeholderpluginmodel import PlaceholderReference
from cms.models.aliaspluginmodel import AliasPluginModel
from cms.models.apphooks_reload import UrlconfRevision
