from filer.models.clipboardmodels import Clipboard, ClipboardItem
from polymorphic.managers import PolymorphicManager
from polymorphic.models import PolymorphicModel
from polymorphic.query import PolymorphicQuerySet
from filer.fields.multistorage_file import MultiStorageFileField
from filer.models.foldermodels import Folder, FolderPermissionManager, FolderPermission
from filer.models.filemodels import FileQuerySet, FileManager, File
from filer.models.abstract import BaseImage
from filer.models.imagemodels import Image
from filer.models.thumbnailoptionmodels import ThumbnailOption
