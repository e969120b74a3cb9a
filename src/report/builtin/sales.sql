-- title: Sales performance | 销售业绩
-- param: by = owner : owner team customer product industry source month quarter year
-- param: from date
-- param: to date last
-- column: group | 分组 | text
-- column: won | 赢单 | int
-- column: lost | 输单 | int
-- column: open | 进行中 | int
-- column: win_rate | 赢率 | ratio 4
-- column: won_amount | 赢单金额 | money
-- column: average_amount | 平均金额 | money 2
-- column: cycle_days | 成交周期（天） | number 3
-- total: Total | 合计
-- left_out: others | Won deals in another currency: counted, not part of won_amount and average_amount | 笔赢单为其他币种：计入赢单数，未计入赢单金额和平均金额
-- left_out: undated | Deals won or lost without closed_on: no period can count them | 笔已结单的机会没有实际成交日期：无法归入所选期间
--
-- What counts:
-- * A deal is won, lost or open by the state of its stage; a missing or unknown stage is open.
-- * Won and lost count on the day of closed_on. Without from and to all of them count. Groups of time are calendar
--   months, quarters and years; deals without the day stand in a group without a name there.
-- * open is every deal open today, whatever from and to say, archived ones left out; empty in groups of time.
-- * win_rate = won / (won + lost), 4 places; empty where nothing was closed.
-- * won_amount adds amounts in the currency of crm.toml; average_amount divides it by the won deals in this currency.
--   Amounts of other currencies are never added: a warning counts them.
-- * cycle_days = closed_on - opened_on in days, mean over the won deals that have both.
-- * owner is the member's name, team his team, industry the customer's; one who isn't recorded stands under his id.
WITH deals AS (
  -- Named one by one: a field of the user's own may be called `state` or `day`.
  SELECT o.owner, o.customer, o.product, o.source, o.opened_on, o.archived,
         -- A text that is no number adds nothing.
         dec_add(o.amount, 0) AS amount,
         coalesce(s.state, 'open') AS state,
         CASE WHEN o.closed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' THEN o.closed_on END AS day,
         coalesce(nullif(trim(o.currency), ''), :currency) <> :currency AS other
  FROM opportunities o
  LEFT JOIN stages s ON s.kind = 'opportunity' AND s.field = 'stage' AND s.stage = o.stage
),
counted AS (
  SELECT d.*,
         d.state = 'won' AS is_won,
         d.state = 'lost' AS is_lost,
         0 AS is_undated
  FROM deals d
  WHERE (d.state IN ('won', 'lost')
         AND (:from IS NULL OR d.day >= :from) AND (:to IS NULL OR d.day <= :to))
     OR (d.state NOT IN ('won', 'lost') AND coalesce(d.archived, 0) = 0 AND :by NOT IN ('month', 'quarter', 'year'))
  UNION ALL
  SELECT d.*, 0, 0, 1
  FROM deals d
  WHERE d.state IN ('won', 'lost') AND d.day IS NULL AND (:from IS NOT NULL OR :to IS NOT NULL)
),
grouped AS (
  SELECT d.*,
         CASE WHEN :total THEN ''
              ELSE CASE :by
                     WHEN 'owner' THEN d.owner
                     WHEN 'team' THEN m.team
                     WHEN 'customer' THEN d.customer
                     WHEN 'product' THEN d.product
                     WHEN 'industry' THEN c.industry
                     WHEN 'source' THEN d.source
                     WHEN 'month' THEN substr(d.day, 1, 7)
                     WHEN 'quarter' THEN substr(d.day, 1, 4) || '-Q' || ((CAST(substr(d.day, 6, 2) AS INTEGER) + 2) / 3)
                     WHEN 'year' THEN substr(d.day, 1, 4)
                   END
         END AS key,
         CASE :by WHEN 'owner' THEN m.name WHEN 'customer' THEN c.name WHEN 'product' THEN p.name END AS name_of_key
  FROM counted d
  LEFT JOIN members m ON m.id = d.owner
  LEFT JOIN customers c ON c.id = d.customer
  LEFT JOIN products p ON p.id = d.product
),
figures AS (
  SELECT nullif(key, '') AS key,
         coalesce(max(name_of_key), nullif(key, '')) AS "group",
         sum(is_won) AS won,
         sum(is_lost) AS lost,
         sum(state NOT IN ('won', 'lost')) AS still_open,
         coalesce(sum(CASE WHEN is_won AND NOT other THEN amount END), 0) AS won_amount,
         sum(is_won AND NOT other) AS won_here,
         avg(CASE WHEN is_won THEN days(opened_on, day) END) AS cycle,
         sum(is_won AND other) AS others,
         sum(is_undated) AS undated
  FROM grouped
  GROUP BY nullif(key, '')
)
SELECT "group",
       won,
       lost,
       CASE WHEN :by NOT IN ('month', 'quarter', 'year') THEN still_open END AS open,
       dec_round(dec_div(won, won + lost), 4) AS win_rate,
       won_amount,
       dec_round(dec_div(won_amount, won_here), 2) AS average_amount,
       dec_round(cycle, 3) AS cycle_days,
       others,
       undated
FROM figures
-- A group may have nothing but deals left out; only the total line tells of them.
WHERE won + lost + still_open > 0 OR :total
ORDER BY CASE WHEN :by IN ('month', 'quarter', 'year') THEN key END NULLS LAST, key IS NULL, won_amount DESC, "group", key
