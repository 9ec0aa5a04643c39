select json_build_object('plans', json_build_object('nodes', coalesce(json_agg(p.node), '[]')))::text
from (
  select json_build_object('id', p.gid, 'name', p.name, 'key', p.key,
    'charges', (
      select json_build_object('nodes', coalesce(json_agg(c.node), '[]'))
      from (
        select json_build_object('id', c.gid, 'name', c.name, 'quantity', trim_scale(c.quantity)::text,
          'startPeriod', c.start_period, 'prices', (
            select coalesce(json_agg(json_build_object('tier', trim_scale(i.tier)::text,
              'value', trim_scale(i.value)::text) order by i.position), '[]')
            from price i where i.charge_id = c.id)) as node
        from charge c
        where c.plan_id = p.id and c.removed_at is null
        order by c.product_name, c.name, c.start_period, c.id
        limit 20) c),
    'minimums', (
      select coalesce(json_agg(json_build_object('name', m.name, 'value', trim_scale(m.value)::text)
        order by m.start_period, m.name, m.id), '[]')
      from minimum m where m.plan_id = p.id),
    'overageRates', (
      select coalesce(json_agg(json_build_object('startPeriod', o.start_period,
        'toFiatConversionFactor', trim_scale(o.to_fiat_conversion_factor)::text) order by o.start_period, o.id), '[]')
      from overage_rate o where o.plan_id = p.id),
    'customers', (
      select json_build_object('edges', coalesce(json_agg(l.edge) filter (where l.place <= 10), '[]'),
        'pageInfo', json_build_object('hasNextPage', count(*) > 10,
          'endCursor', max(l.cursor) filter (where l.place = least(10, l.count))))
      from (
        select row_number() over (order by l.starting_on, l.id) as place, count(*) over () as count, l.cursor,
          json_build_object('cursor', l.cursor, 'startingOn',
            replace(to_char(l.starting_on at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'),
            'node', json_build_object('id', k.gid, 'name', k.name)) as edge
        from (
          select l.*, encode(convert_to('["' || to_char(l.starting_on at time zone 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '",' || l.id || ']', 'UTF8'), 'hex') as cursor
          from customer_plan l
          where l.plan_id = p.id and l.removed_at is null and l.starting_on <= :now and l.ends > :now
          order by l.starting_on, l.id
          limit 11) l
        join customer k on k.id = l.customer_id
        order by l.starting_on, l.id) l)) as node
  from plan p where p.removed_at is null order by p.name, p.id limit 50) p
