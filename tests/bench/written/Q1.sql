select json_build_object('plan', (
  select json_build_object('id', p.gid, 'name', p.name, 'key', p.key, 'description', p.description,
    'charges', (
      select json_build_object('nodes', coalesce(json_agg(c.node), '[]'))
      from (
        select json_build_object('id', c.gid, 'name', c.name, 'quantity', trim_scale(c.quantity)::text,
          'startPeriod', c.start_period, 'product', json_build_object('name', r.name),
          'creditType', json_build_object('name', t.name), 'prices', (
            select coalesce(json_agg(json_build_object('tier', trim_scale(i.tier)::text,
              'value', trim_scale(i.value)::text, 'quantity', trim_scale(i.quantity)::text)
              order by i.position), '[]')
            from price i where i.charge_id = c.id)) as node
        from charge c
        join product r on r.id = c.product_id
        join credit_type t on t.id = c.credit_type_id
        where c.plan_id = p.id and c.removed_at is null
        order by c.product_name, c.name, c.start_period, c.id
        limit 20) c),
    'minimums', (
      select coalesce(json_agg(json_build_object('name', m.name, 'value', trim_scale(m.value)::text,
        'startPeriod', m.start_period, 'creditType', json_build_object('name', t.name))
        order by m.start_period, m.name, m.id), '[]')
      from minimum m join credit_type t on t.id = m.credit_type_id where m.plan_id = p.id),
    'overageRates', (
      select coalesce(json_agg(json_build_object('startPeriod', o.start_period,
        'toFiatConversionFactor', trim_scale(o.to_fiat_conversion_factor)::text,
        'creditType', json_build_object('name', t.name), 'fiatCreditType', json_build_object('name', f.name))
        order by o.start_period, o.id), '[]')
      from overage_rate o
      join credit_type t on t.id = o.credit_type_id
      join credit_type f on f.id = o.fiat_credit_type_id
      where o.plan_id = p.id),
    'creditGrants', (
      select coalesce(json_agg(json_build_object('name', g.name, 'amountGranted', trim_scale(g.amount_granted)::text,
        'amountPaid', trim_scale(g.amount_paid)::text, 'effectiveDuration', g.effective_duration,
        'priority', g.priority, 'amountGrantedCreditType', json_build_object('name', t.name),
        'amountPaidCreditType', json_build_object('name', f.name)) order by g.rank, g.id), '[]')
      from credit_grant g
      join credit_type t on t.id = g.amount_granted_credit_type_id
      left join credit_type f on f.id = g.amount_paid_credit_type_id
      where g.plan_id = p.id))
  from plan p where p.key = :key))::text
