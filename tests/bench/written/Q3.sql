select json_build_object('plan', (
  select json_build_object('customers', json_build_object(
    'totalCount', (
      select count(*) from customer_plan l
      where l.plan_id = p.id and l.removed_at is null and l.starting_on <= :now and l.ends > :now),
    'edges', page.edges, 'pageInfo', json_build_object('hasNextPage', page.more, 'endCursor', page.last)))
  from plan p, lateral (
    select coalesce(json_agg(l.edge) filter (where l.place <= 100), '[]') as edges, count(*) > 100 as more,
      max(l.cursor) filter (where l.place = least(100, l.count)) as last
    from (
      select row_number() over (order by l.starting_on, l.id) as place, count(*) over () as count, l.cursor,
        json_build_object('cursor', l.cursor, 'customerPlanId', l.uuid, 'startingOn',
          replace(to_char(l.starting_on at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'),
          'endingBefore',
          replace(to_char(l.ending_before at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'),
          'node', json_build_object('id', k.gid, 'name', k.name, 'externalId', k.external_id)) as edge
      from (
        select l.*, encode(convert_to('["' || to_char(l.starting_on at time zone 'UTC',
          'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '",' || l.id || ']', 'UTF8'), 'hex') as cursor
        from customer_plan l
        where l.plan_id = p.id and l.removed_at is null and l.starting_on <= :now and l.ends > :now
          and (l.starting_on, l.id) > (:since, :after)
        order by l.starting_on, l.id
        limit 101) l
      join customer k on k.id = l.customer_id
      order by l.starting_on, l.id) l) page
  where p.key = :key))::text
