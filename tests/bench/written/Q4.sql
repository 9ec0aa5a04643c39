select json_build_object('plan', (select json_build_object('name', p.name) from plan p where p.key = :key))::text
