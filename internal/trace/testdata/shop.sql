-- accounts/services.py:7 accounts.services.user_of_token
SELECT "accounts_apitoken"."id", "accounts_apitoken"."user_id", "accounts_apitoken"."key", "accounts_apitoken"."created_at", "accounts_apitoken"."last_used_at", "accounts_user"."id", "accounts_user"."password", "accounts_user"."last_login", "accounts_user"."is_superuser", "accounts_user"."username", "accounts_user"."first_name", "accounts_user"."last_name", "accounts_user"."email", "accounts_user"."is_staff", "accounts_user"."is_active", "accounts_user"."date_joined", "accounts_user"."phone" FROM "accounts_apitoken" INNER JOIN "accounts_user" ON ("accounts_apitoken"."user_id" = "accounts_user"."id") WHERE "accounts_apitoken"."key" = $1 LIMIT $2

-- accounts/services.py:14 accounts.services.role_of
SELECT "accounts_membership"."id", "accounts_membership"."organization_id", "accounts_membership"."user_id", "accounts_membership"."role" FROM "accounts_membership" WHERE ("accounts_membership"."organization_id" = $1 AND "accounts_membership"."user_id" = $2) ORDER BY "accounts_membership"."id" ASC LIMIT $3

-- reading a foreign key to Organization of a row that was read without select_related()
SELECT "accounts_organization"."id", "accounts_organization"."name", "accounts_organization"."slug", "accounts_organization"."created_at" FROM "accounts_organization" WHERE "accounts_organization"."id" = $1 LIMIT $2

-- reading a foreign key to User of a row that was read without select_related()
SELECT "accounts_user"."id", "accounts_user"."password", "accounts_user"."last_login", "accounts_user"."is_superuser", "accounts_user"."username", "accounts_user"."first_name", "accounts_user"."last_name", "accounts_user"."email", "accounts_user"."is_staff", "accounts_user"."is_active", "accounts_user"."date_joined", "accounts_user"."phone" FROM "accounts_user" WHERE "accounts_user"."id" = $1 LIMIT $2

-- accounts/services.py:19 accounts.services.find_by_email
SELECT "accounts_user"."id", "accounts_user"."password", "accounts_user"."last_login", "accounts_user"."is_superuser", "accounts_user"."username", "accounts_user"."first_name", "accounts_user"."last_name", "accounts_user"."email", "accounts_user"."is_staff", "accounts_user"."is_active", "accounts_user"."date_joined", "accounts_user"."phone" FROM "accounts_user" WHERE UPPER("accounts_user"."email"::text) = UPPER($1) ORDER BY "accounts_user"."id" ASC LIMIT $2

-- catalogue/views.py:35 catalogue.views.current_price
SELECT "catalogue_pricechange"."id", "catalogue_pricechange"."product_id", "catalogue_pricechange"."price", "catalogue_pricechange"."currency", "catalogue_pricechange"."valid_from" FROM "catalogue_pricechange" WHERE ("catalogue_pricechange"."currency" = $1 AND "catalogue_pricechange"."product_id" = $2) ORDER BY "catalogue_pricechange"."valid_from" DESC LIMIT $3

-- no site
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at" FROM "catalogue_product" LIMIT $1

-- catalogue/views.py:57 catalogue.views.with_attribute
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at" FROM "catalogue_product" WHERE "catalogue_product"."attributes" @> $1::jsonb LIMIT $2

-- catalogue/feeds.py:24 catalogue.feeds.match_by_ean
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at" FROM "catalogue_product" WHERE "catalogue_product"."ean" = $1 ORDER BY "catalogue_product"."id" ASC LIMIT $2

-- reading a foreign key to Product of a row that was read without select_related()
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at" FROM "catalogue_product" WHERE "catalogue_product"."id" = $1 LIMIT $2

-- warehouse/tasks.py:12 warehouse.tasks.recount
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at" FROM "catalogue_product" WHERE "catalogue_product"."id" IN (SELECT U0."product_id" AS "product_id" FROM "warehouse_stockmovement" U0 WHERE (U0."moved_at" >= $1::timestamptz AND U0."warehouse_id" = $2))

-- catalogue/feeds.py:10 catalogue.feeds.apply_feed
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at" FROM "catalogue_product" WHERE "catalogue_product"."sku" IN ($1, ...)

-- catalogue/views.py:49 catalogue.views.shelf
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at" FROM "catalogue_product" WHERE ("catalogue_product"."active" AND "catalogue_product"."category_id" = $1) ORDER BY "catalogue_product"."published_at" DESC LIMIT $2

-- catalogue/views.py:40 catalogue.views.search
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at" FROM "catalogue_product" WHERE UPPER("catalogue_product"."name"::text) LIKE UPPER($1) LIMIT $2

-- perhaps catalogue/models.py:34 catalogue.models.ProductQuerySet.in_category, though it has a LIMIT, as a paginator adds it
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at", "catalogue_brand"."id", "catalogue_brand"."name", "catalogue_brand"."country" FROM "catalogue_product" INNER JOIN "catalogue_brand" ON ("catalogue_product"."brand_id" = "catalogue_brand"."id") WHERE "catalogue_product"."active" ORDER BY "catalogue_product"."published_at" DESC LIMIT $1

-- perhaps catalogue/models.py:34 catalogue.models.ProductQuerySet.in_category, though it has a LIMIT, as a paginator adds it
-- perhaps catalogue/views.py:49 catalogue.views.shelf, though other tables are joined
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at", "catalogue_brand"."id", "catalogue_brand"."name", "catalogue_brand"."country" FROM "catalogue_product" INNER JOIN "catalogue_brand" ON ("catalogue_product"."brand_id" = "catalogue_brand"."id") WHERE ("catalogue_product"."active" AND "catalogue_product"."category_id" = $1) ORDER BY "catalogue_product"."published_at" DESC LIMIT $2

-- catalogue/models.py:34 catalogue.models.ProductQuerySet.in_category
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at", "catalogue_brand"."id", "catalogue_brand"."name", "catalogue_brand"."country" FROM "catalogue_product" INNER JOIN "catalogue_brand" ON ("catalogue_product"."brand_id" = "catalogue_brand"."id") WHERE ("catalogue_product"."active" AND "catalogue_product"."id" = $1) LIMIT $2

-- catalogue/views.py:28 catalogue.views.product_page
SELECT "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at", "catalogue_brand"."id", "catalogue_brand"."name", "catalogue_brand"."country", "catalogue_category"."id", "catalogue_category"."name", "catalogue_category"."parent_id" FROM "catalogue_product" INNER JOIN "catalogue_brand" ON ("catalogue_product"."brand_id" = "catalogue_brand"."id") INNER JOIN "catalogue_category" ON ("catalogue_product"."category_id" = "catalogue_category"."id") WHERE "catalogue_product"."slug" = $1 LIMIT $2

-- code of the package that contenttypes.ContentType comes from
SELECT "django_content_type"."id", "django_content_type"."app_label", "django_content_type"."model" FROM "django_content_type" WHERE ("django_content_type"."app_label" = $1 AND "django_content_type"."model" = $2) LIMIT $3

-- orders/views.py:53 orders.views.dashboard
SELECT "orders_order"."id", "orders_order"."organization_id", "orders_order"."buyer_id", "orders_order"."number", "orders_order"."status", "orders_order"."channel", "orders_order"."total", "orders_order"."created_at", "orders_order"."shipped_at" FROM "orders_order" ORDER BY "orders_order"."total" DESC LIMIT $1

-- reading a foreign key to Order of a row that was read without select_related()
SELECT "orders_order"."id", "orders_order"."organization_id", "orders_order"."buyer_id", "orders_order"."number", "orders_order"."status", "orders_order"."channel", "orders_order"."total", "orders_order"."created_at", "orders_order"."shipped_at" FROM "orders_order" WHERE "orders_order"."id" = $1 LIMIT $2

-- orders/tasks.py:35 orders.tasks.ship
SELECT "orders_order"."id", "orders_order"."organization_id", "orders_order"."buyer_id", "orders_order"."number", "orders_order"."status", "orders_order"."channel", "orders_order"."total", "orders_order"."created_at", "orders_order"."shipped_at" FROM "orders_order" WHERE "orders_order"."id" = $1 LIMIT $2 FOR UPDATE

-- no site
SELECT "orders_order"."id", "orders_order"."organization_id", "orders_order"."buyer_id", "orders_order"."number", "orders_order"."status", "orders_order"."channel", "orders_order"."total", "orders_order"."created_at", "orders_order"."shipped_at" FROM "orders_order" WHERE "orders_order"."organization_id" = $1 LIMIT $2

-- orders/views.py:40 orders.views.OrderViewSet.recent
SELECT "orders_order"."id", "orders_order"."organization_id", "orders_order"."buyer_id", "orders_order"."number", "orders_order"."status", "orders_order"."channel", "orders_order"."total", "orders_order"."created_at", "orders_order"."shipped_at" FROM "orders_order" WHERE "orders_order"."organization_id" = $1 ORDER BY "orders_order"."created_at" DESC LIMIT $2

-- orders/views.py:21 orders.views.OrderViewSet.get_queryset
SELECT "orders_order"."id", "orders_order"."organization_id", "orders_order"."buyer_id", "orders_order"."number", "orders_order"."status", "orders_order"."channel", "orders_order"."total", "orders_order"."created_at", "orders_order"."shipped_at" FROM "orders_order" WHERE "orders_order"."organization_id" IN (SELECT U0."id" FROM "accounts_organization" U0 INNER JOIN "accounts_membership" U1 ON (U0."id" = U1."organization_id") WHERE U1."user_id" = $1) ORDER BY "orders_order"."created_at" DESC

-- orders/views.py:64 orders.views.picking_list
SELECT "orders_order"."id", "orders_order"."organization_id", "orders_order"."buyer_id", "orders_order"."number", "orders_order"."status", "orders_order"."channel", "orders_order"."total", "orders_order"."created_at", "orders_order"."shipped_at" FROM "orders_order" WHERE "orders_order"."status" = $1 ORDER BY "orders_order"."created_at" ASC LIMIT $2

-- orders/views.py:52 orders.views.dashboard
SELECT "orders_order"."id", "orders_order"."organization_id", "orders_order"."buyer_id", "orders_order"."number", "orders_order"."status", "orders_order"."channel", "orders_order"."total", "orders_order"."created_at", "orders_order"."shipped_at" FROM "orders_order" WHERE ("orders_order"."created_at" >= $1::timestamptz AND "orders_order"."status" = $2)

-- orders/views.py:21 orders.views.OrderViewSet.get_queryset
SELECT "orders_order"."id", "orders_order"."organization_id", "orders_order"."buyer_id", "orders_order"."number", "orders_order"."status", "orders_order"."channel", "orders_order"."total", "orders_order"."created_at", "orders_order"."shipped_at" FROM "orders_order" WHERE ("orders_order"."organization_id" IN (SELECT U0."id" FROM "accounts_organization" U0 INNER JOIN "accounts_membership" U1 ON (U0."id" = U1."organization_id") WHERE U1."user_id" = $1) AND "orders_order"."id" = $2) LIMIT $3

-- orders/tasks.py:44 orders.tasks.notify_shipped
-- reading a foreign key to Order of a row that was read without select_related()
SELECT "orders_order"."id", "orders_order"."organization_id", "orders_order"."buyer_id", "orders_order"."number", "orders_order"."status", "orders_order"."channel", "orders_order"."total", "orders_order"."created_at", "orders_order"."shipped_at", "accounts_user"."id", "accounts_user"."password", "accounts_user"."last_login", "accounts_user"."is_superuser", "accounts_user"."username", "accounts_user"."first_name", "accounts_user"."last_name", "accounts_user"."email", "accounts_user"."is_staff", "accounts_user"."is_active", "accounts_user"."date_joined", "accounts_user"."phone" FROM "orders_order" INNER JOIN "accounts_user" ON ("orders_order"."buyer_id" = "accounts_user"."id") WHERE "orders_order"."id" = $1 LIMIT $2

-- orders/serializers.py:15 orders.serializers.OrderSerializer.get_lines
SELECT "orders_orderline"."id", "orders_orderline"."order_id", "orders_orderline"."product_id", "orders_orderline"."quantity", "orders_orderline"."price" FROM "orders_orderline" WHERE "orders_orderline"."order_id" = $1

-- orders/tasks.py:10 orders.tasks.lines_after
SELECT "orders_orderline"."id", "orders_orderline"."order_id", "orders_orderline"."product_id", "orders_orderline"."quantity", "orders_orderline"."price" FROM "orders_orderline" WHERE ("orders_orderline"."id" > $1 AND "orders_orderline"."order_id" IN ($2, ...)) LIMIT $3

-- orders/views.py:45 orders.views.payment_status
SELECT "orders_payment"."id", "orders_payment"."order_id", "orders_payment"."provider", "orders_payment"."reference", "orders_payment"."amount", "orders_payment"."received_at" FROM "orders_payment" WHERE "orders_payment"."reference" = $1 LIMIT $2

-- orders/tasks.py:28 orders.tasks.settle
SELECT "orders_payment"."id", "orders_payment"."order_id", "orders_payment"."provider", "orders_payment"."reference", "orders_payment"."amount", "orders_payment"."received_at" FROM "orders_payment" WHERE ("orders_payment"."provider" = $1 AND ("orders_payment"."received_at" AT TIME ZONE $2)::date = $3::date)

-- purchasing/services.py:17 purchasing.services.projects_of
SELECT "purchasing_project"."id", "purchasing_project"."organization_id", "purchasing_project"."name", "purchasing_project"."budget" FROM "purchasing_project" WHERE "purchasing_project"."organization_id" = $1

-- no site
SELECT "purchasing_purchaserequest"."id", "purchasing_purchaserequest"."organization_id", "purchasing_purchaserequest"."project_id", "purchasing_purchaserequest"."requested_by_id", "purchasing_purchaserequest"."type", "purchasing_purchaserequest"."amount", "purchasing_purchaserequest"."approved_at", "purchasing_purchaserequest"."created_at" FROM "purchasing_purchaserequest" WHERE ("purchasing_purchaserequest"."organization_id" = $1 AND "purchasing_purchaserequest"."project_id" = $2 AND "purchasing_purchaserequest"."type" = $3)

-- support/views.py:32 support.views.notes_of
SELECT "support_note"."id", "support_note"."content_type_id", "support_note"."object_id", "support_note"."author_id", "support_note"."text", "support_note"."created_at" FROM "support_note" WHERE ("support_note"."content_type_id" = $1 AND "support_note"."object_id" = $2) ORDER BY "support_note"."created_at" ASC LIMIT $3

-- no site
SELECT "support_ticket"."id", "support_ticket"."organization_id", "support_ticket"."assignee_id", "support_ticket"."title", "support_ticket"."state", "support_ticket"."created_at" FROM "support_ticket" ORDER BY "support_ticket"."created_at" DESC LIMIT $1

-- support/views.py:14 support.views.TicketList.get_queryset
SELECT "support_ticket"."id", "support_ticket"."organization_id", "support_ticket"."assignee_id", "support_ticket"."title", "support_ticket"."state", "support_ticket"."created_at" FROM "support_ticket" WHERE "support_ticket"."organization_id" = $1 ORDER BY "support_ticket"."created_at" DESC

-- support/views.py:19 support.views.queue_of
SELECT "support_ticket"."id", "support_ticket"."organization_id", "support_ticket"."assignee_id", "support_ticket"."title", "support_ticket"."state", "support_ticket"."created_at" FROM "support_ticket" WHERE ("support_ticket"."assignee_id" = $1 AND "support_ticket"."state" = $2) ORDER BY "support_ticket"."created_at" DESC LIMIT $3

-- support/views.py:28 support.views.mine_or_unassigned
SELECT "support_ticket"."id", "support_ticket"."organization_id", "support_ticket"."assignee_id", "support_ticket"."title", "support_ticket"."state", "support_ticket"."created_at" FROM "support_ticket" WHERE ("support_ticket"."assignee_id" = $1 OR "support_ticket"."title"::text LIKE $2) ORDER BY "support_ticket"."created_at" DESC LIMIT $3

-- support/views.py:24 support.views.open_of
SELECT "support_ticket"."id", "support_ticket"."organization_id", "support_ticket"."assignee_id", "support_ticket"."title", "support_ticket"."state", "support_ticket"."created_at" FROM "support_ticket" WHERE ("support_ticket"."organization_id" = $1 AND "support_ticket"."state" = $2) ORDER BY "support_ticket"."created_at" DESC

-- warehouse/views.py:29 warehouse.views.track
SELECT "warehouse_delivery"."id", "warehouse_delivery"."order_id", "warehouse_delivery"."warehouse_id", "warehouse_delivery"."carrier", "warehouse_delivery"."tracking_number", "warehouse_delivery"."delivered_at" FROM "warehouse_delivery" WHERE "warehouse_delivery"."tracking_number" = $1 ORDER BY "warehouse_delivery"."id" ASC LIMIT $2

-- warehouse/views.py:34 warehouse.views.under_way
SELECT "warehouse_delivery"."id", "warehouse_delivery"."order_id", "warehouse_delivery"."warehouse_id", "warehouse_delivery"."carrier", "warehouse_delivery"."tracking_number", "warehouse_delivery"."delivered_at" FROM "warehouse_delivery" WHERE ("warehouse_delivery"."carrier" = $1 AND "warehouse_delivery"."delivered_at" IS NULL)

-- warehouse/views.py:25 warehouse.views.stock_of
SELECT "warehouse_stocklevel"."id", "warehouse_stocklevel"."warehouse_id", "warehouse_stocklevel"."product_id", "warehouse_stocklevel"."quantity" FROM "warehouse_stocklevel" WHERE ("warehouse_stocklevel"."product_id" IN ($1, ...) AND "warehouse_stocklevel"."warehouse_id" = $2)

-- warehouse/views.py:25 warehouse.views.stock_of
SELECT "warehouse_stocklevel"."id", "warehouse_stocklevel"."warehouse_id", "warehouse_stocklevel"."product_id", "warehouse_stocklevel"."quantity" FROM "warehouse_stocklevel" WHERE ("warehouse_stocklevel"."product_id" IN (SELECT "catalogue_product"."id" FROM "catalogue_product" LIMIT $1) AND "warehouse_stocklevel"."warehouse_id" = $2)

-- perhaps warehouse/views.py:12 warehouse.views.StockLevelViewSet, though it has a LIMIT, as a paginator adds it
SELECT "warehouse_stocklevel"."id", "warehouse_stocklevel"."warehouse_id", "warehouse_stocklevel"."product_id", "warehouse_stocklevel"."quantity", "warehouse_warehouse"."id", "warehouse_warehouse"."code", "warehouse_warehouse"."city", "catalogue_product"."id", "catalogue_product"."brand_id", "catalogue_product"."category_id", "catalogue_product"."name", "catalogue_product"."slug", "catalogue_product"."sku", "catalogue_product"."ean", "catalogue_product"."active", "catalogue_product"."attributes", "catalogue_product"."published_at", "catalogue_product"."updated_at" FROM "warehouse_stocklevel" INNER JOIN "warehouse_warehouse" ON ("warehouse_stocklevel"."warehouse_id" = "warehouse_warehouse"."id") INNER JOIN "catalogue_product" ON ("warehouse_stocklevel"."product_id" = "catalogue_product"."id") ORDER BY "warehouse_stocklevel"."id" ASC LIMIT $1

-- warehouse/tasks.py:13 warehouse.tasks.recount
SELECT "warehouse_stockmovement"."id", "warehouse_stockmovement"."warehouse_id", "warehouse_stockmovement"."product_id", "warehouse_stockmovement"."kind", "warehouse_stockmovement"."quantity", "warehouse_stockmovement"."moved_at" FROM "warehouse_stockmovement" WHERE ("warehouse_stockmovement"."kind" IN ($1, ...) AND "warehouse_stockmovement"."moved_at" > $2::timestamptz AND "warehouse_stockmovement"."product_id" = $3)

-- warehouse/views.py:17 warehouse.views.movements
SELECT "warehouse_stockmovement"."id", "warehouse_stockmovement"."warehouse_id", "warehouse_stockmovement"."product_id", "warehouse_stockmovement"."kind", "warehouse_stockmovement"."quantity", "warehouse_stockmovement"."moved_at" FROM "warehouse_stockmovement" WHERE ("warehouse_stockmovement"."moved_at" >= $1::timestamptz AND "warehouse_stockmovement"."warehouse_id" = $2) ORDER BY "warehouse_stockmovement"."moved_at" ASC LIMIT $3

-- no site
SELECT "warehouse_warehouse"."id", "warehouse_warehouse"."code", "warehouse_warehouse"."city" FROM "warehouse_warehouse" ORDER BY "warehouse_warehouse"."id" ASC LIMIT $1

-- prefetch_related() of Tag rows
SELECT ("catalogue_product_tags"."product_id") AS "_prefetch_related_val_product_id", "catalogue_tag"."id", "catalogue_tag"."name" FROM "catalogue_tag" INNER JOIN "catalogue_product_tags" ON ("catalogue_tag"."id" = "catalogue_product_tags"."tag_id") WHERE "catalogue_product_tags"."product_id" IN ($1)

-- prefetch_related() of Tag rows
SELECT ("catalogue_product_tags"."product_id") AS "_prefetch_related_val_product_id", "catalogue_tag"."id", "catalogue_tag"."name" FROM "catalogue_tag" INNER JOIN "catalogue_product_tags" ON ("catalogue_tag"."id" = "catalogue_product_tags"."tag_id") WHERE "catalogue_product_tags"."product_id" IN ($1, ...)

-- perhaps warehouse/views.py:12 warehouse.views.StockLevelViewSet, though it only counts, as a paginator does
SELECT COUNT(*) AS "__count" FROM "warehouse_stocklevel"

-- orders/views.py:54 orders.views.dashboard
SELECT SUM("orders_order"."total") AS "total" FROM "orders_order" WHERE "orders_order"."status" = $1

-- purchasing/services.py:11 purchasing.services.spent
SELECT SUM("purchasing_purchaserequest"."amount") AS "total" FROM "purchasing_purchaserequest" WHERE ("purchasing_purchaserequest"."organization_id" = $1 AND "purchasing_purchaserequest"."project_id" = $2 AND "purchasing_purchaserequest"."type" = $3)

-- accounts/services.py:8 accounts.services.user_of_token
-- save() of one ApiToken
UPDATE "accounts_apitoken" SET "last_used_at" = $1::timestamptz WHERE "accounts_apitoken"."id" = $2

-- billing/views.py:20 billing.views.mark_paid
-- save() of one Order
UPDATE "orders_order" SET "status" = $1 WHERE "orders_order"."id" = $2

-- save() of one Order
UPDATE "orders_order" SET "status" = $1, "shipped_at" = $2::timestamptz WHERE "orders_order"."id" = $3
