-- What is told to the log.
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  stream   TEXT NOT NULL,
  seq      INTEGER NOT NULL CHECK (seq >= 1),
  envelope TEXT NOT NULL CHECK (json_valid(envelope)),
  UNIQUE (stream, seq)
) STRICT;

-- Products from before there were events are told too: the log takes a stream from its first event, and who listens must
-- hear of all goods. Of versions long gone no more is said than that they are not for sale.
INSERT INTO outbox (stream, seq, envelope)
WITH RECURSIVE versions (number, seq, last) AS (
  SELECT number, 1, version FROM products
  UNION ALL
  SELECT number, seq + 1, last FROM versions WHERE seq < last
)
SELECT 'product/' || p.id, v.seq, json_object(
  'id', 'product/' || p.id || '/' || v.seq, 'stream', 'product/' || p.id, 'seq', v.seq,
  'type', iif(v.seq = v.last AND p.status = 'published', 'ProductListed', 'ProductUnlisted'), 'version', 1,
  'at', p.updated_at, 'causationId', '0004_events', 'correlationId', '0004_events',
  'data', iif(v.seq = v.last AND p.status = 'published',
    json_object('productId', p.id, 'number', p.number, 'version', p.version, 'contentHash', p.content_hash,
      'handle', p.handle, 'title', p.title, 'description', p.description, 'category', json(p.category_path),
      'categorySlug', p.category, 'tags', json(p.tags), 'options', json(p.options), 'variants', (
        SELECT json_group_array(json_object('id', g.id, 'sku', g.sku, 'options', json(g.options), 'taxClass', g.tax_class,
          'weightGrams', g.weight_grams, 'trackStock', json(iif(g.track_stock, 'true', 'false')),
          'backorder', json(iif(g.backorder, 'true', 'false')),
          'prices', (SELECT json_group_object(r.currency, r.minor) FROM prices r WHERE r.sku = g.sku)) ORDER BY g.position)
        FROM variants g WHERE g.product = p.number),
      'media', json(p.media)),
    json_object('productId', p.id, 'version', v.seq)))
FROM versions v JOIN products p ON p.number = v.number
ORDER BY v.number, v.seq;
