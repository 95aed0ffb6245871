-- utf8.codes over bytes that are no UTF-8
-- says: : error: invalid UTF-8
for _ in utf8.codes('\xff\xfe') do end
