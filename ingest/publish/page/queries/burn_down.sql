-- Plans whose spending is known, the largest share first.
select
    commitment_id as row,
    company_name || ': ' || currency || ' ' || scaled(plan_amount) || coalesce(' to ' || strftime(horizon_end, '%b %Y'), '')
        || case when is_upper_bound then ' – at most ' else ' – ' end || format('{:.1f}', spent_pct) || ' %' as label,
    spent_pct, is_upper_bound,
    case
        when horizon_end > announced_on
            then least(100.0, 100.0 * (window_end - announced_on) / (horizon_end - announced_on))
    end as elapsed_pct,
    currency || ' ' || scaled(spent_amount) || ' (' || measure_name(measure) || ') from ' || window_start || ' to ' || window_end
        || case when is_upper_bound then ', all capex of the company: an upper bound' else '' end as words
from reports.rpt_commitment_progress
where spent_pct is not null
order by spent_pct desc, commitment_id
