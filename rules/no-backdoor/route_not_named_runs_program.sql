-- id: route_not_named_runs_program
-- title: A name that nothing in the image names leads to a function that runs programs
-- severity: low
-- confidence: likely
-- weakness: CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.1
-- why: A table of the program, or calls of one function, give each name a function. Pages and scripts name others of
--      these names, two at least; of this one no text tells, and its function runs a shell or another program.
-- refuted by: a page that puts the name together from parts, or a manual that describes it
-- alternatives: a name for another program or an app; a function that runs a program with constant arguments, such as a
--      restart of the network
-- not claimed: that what is asked for reaches the command, or that it comes before a login
SELECT route_unnamed.id AS evidence,
       'the program has a function for ' || quote_text(route_unnamed.route) || ', which nothing names, and which calls '
         || coalesce(route_unnamed.runs_call, 'a function without a name')
         || CASE WHEN route_unnamed.runs_argument IS NULL THEN ''
                 ELSE ' with ' || quote_text(route_unnamed.runs_argument) END
         || '; of the ' || route_unnamed.names || ' names beside it ' || route_unnamed.named || ' are named' AS message,
       route_unnamed.how AS how, route_unnamed.register_call AS registered_by,
       printf('0x%x', route_unnamed.slot) AS entry, printf('0x%x', route_unnamed.handler) AS function,
       route_unnamed.runs AS runs
FROM route_unnamed
JOIN route_handler ON route_handler.id = route_unnamed.id  -- without one there is nothing to plan
WHERE route_unnamed.asked >= 2 AND route_unnamed.runs IS NOT NULL
