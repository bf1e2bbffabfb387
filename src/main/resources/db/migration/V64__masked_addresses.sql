-- What opens something stands in a source's address or form where channels are asked, and nowhere else.
update channel_version set parameters = regexp_replace(
    regexp_replace(parameters, '(://)[^/?#@"\s]*@', '\1***@', 'g'),
    '([?&"](?:[\w.-]*(?:passw|pwd|token|secret|signature|authoriz|session)[\w.-]*|[\w.-]*(?:key|auth)|sig|sign|pass)=)(?:[^&#"\\]|\\.)*',
    '\1***', 'gi')
where parameters ~ '[=@]';

update channel_answer set url = regexp_replace(
    regexp_replace(url, '(://)[^/?#@\s]*@', '\1***@', 'g'),
    '([?&](?:[\w.-]*(?:passw|pwd|token|secret|signature|authoriz|session)[\w.-]*|[\w.-]*(?:key|auth)|sig|sign|pass)=)[^&#]*',
    '\1***', 'gi')
where url ~ '[=@]';
