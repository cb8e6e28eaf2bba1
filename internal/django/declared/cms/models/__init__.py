from cms.models.settingmodels import PlaceholderForeignKey, UserSettings
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
from cms.models.permissionmodels import (
    AbstractPagePermission,
    GlobalPagePermission,
    PagePermission,
    PageUserManager,
    PageUser,
    PageUserGroup,
)
from cms.models.placeholdermodel import Placeholder
from cms.models.pluginmodel import CMSPlugin
from cms.models.fields import PlaceholderRelationField
from cms.models.contentmodels import PageContent
from cms.models.placeholderpluginmodel import PlaceholderReference
from cms.models.aliaspluginmodel import AliasPluginModel
from cms.models.apphooks_reload import UrlconfRevision
