with rates as (

    select *, date_trunc('month', rate_on) as rate_month
    from {{ ref('stg_lake__rate') }}

),

-- One source per currency and month: a mean over two sources would be neither's.
month_sources as (

    select currency, rate_month, source, basis
    from rates
    group by currency, rate_month, source, basis
    qualify row_number() over (partition by currency, rate_month order by basis, count(*) desc, source) = 1

),

chosen as (

    select rates.*
    from rates
    inner join month_sources using (currency, rate_month, source, basis)

),

-- A monthly mean stands on each weekday of its month, so that it weighs as much as a month of daily rates.
monthly_spread as (

    select
        currency,
        unnest(generate_series(rate_month, rate_month + interval 1 month - interval 1 day, interval 1 day))::date as rate_on,
        usd_per_unit,
        basis,
        source
    from chosen
    where basis = 'monthly_mean'

),

by_day as (

    select currency, rate_on, usd_per_unit, basis, source
    from chosen
    where basis = 'daily'

    union all

    select currency, rate_on, usd_per_unit, basis, source
    from monthly_spread
    where isodow(rate_on) <= 5

)

select
    currency,
    rate_on,
    usd_per_unit,
    basis,
    source,
    rate_on - lag(rate_on) over (partition by currency order by rate_on) as days_since_previous
from by_day
