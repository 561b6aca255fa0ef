-- id: route_not_named
-- title: A program answers to a name that nothing in the image names, unlike most beside it
-- severity: info
-- confidence: likely
-- weakness: CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.1
-- why: A table of the program, or calls of one function, give each name a function. Pages, scripts, or help texts
--      name at least half of these names, and three, pages and scripts two of them; of this one no text tells. Who
--      knows it can ask for it.
-- refuted by: a page that puts the name together from parts, or a manual that describes it
-- alternatives: a name for another program or an app; one of an older page; a page that is in a part of the image that
--      was not read
-- not claimed: that the function does more than others of the table, or that it comes before a login
SELECT route_unnamed.id AS evidence,
       'the program has a function for ' || quote_text(route_unnamed.route) || ', which nothing names; of the '
         || route_unnamed.names || ' names beside it ' || route_unnamed.named || ' are named' AS message,
       route_unnamed.how AS how, route_unnamed.register_call AS registered_by,
       printf('0x%x', route_unnamed.slot) AS entry, printf('0x%x', route_unnamed.handler) AS function
FROM route_unnamed
JOIN route_handler ON route_handler.id = route_unnamed.id  -- without one there is nothing to plan
WHERE route_unnamed.asked >= 2 AND route_unnamed.named >= 3 AND route_unnamed.named * 2 >= route_unnamed.names
  AND route_unnamed.runs IS NULL
