"""Subscription lists as known feed readers lay them out; feeds and folders are invented."""

FEEDLY = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0">
    <head><title>Ana subscriptions in feedly Cloud</title></head>
    <body>
        <outline text="Nature" title="Nature">
            <outline type="rss" text="Hive Notes" title="Hive Notes"
                xmlUrl="https://hive.example/feed/" htmlUrl="https://hive.example/"/>
        </outline>
    </body>
</opml>
"""

INOREADER = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0">
    <head><title>Subscriptions from Inoreader [https://www.inoreader.com]</title></head>
    <body>
        <outline text="Rail &amp; road" title="Rail &amp; road">
            <outline text="Night trains (mine)" title="Night trains (mine)" type="rss"
                xmlUrl="https://trains.example/rss.xml" htmlUrl="https://trains.example/"/>
        </outline>
        <outline text="Loose" title="Loose" type="rss" xmlUrl="https://loose.example/rss"
            htmlUrl="https://loose.example/" description="What is &quot;loose&quot; here"/>
    </body>
</opml>
"""

FRESHRSS = """<?xml version="1.0" encoding="UTF-8"?>
<opml xmlns:frss="https://freshrss.org/opml" version="2.0">
  <head><title>FreshRSS</title><dateCreated>Mon, 05 Jan 2026 08:00:00 +0000</dateCreated></head>
  <body>
    <outline text="Building">
      <outline text="Lime &amp; plaster" type="rss" title="Lime &amp; plaster"
        xmlUrl="https://lime.example/feed?a=1&amp;b=2" htmlUrl="https://lime.example/"
        description="Walls" frss:priority="important" frss:cssFullContent="article &gt; .text"
        frss:filtersActionRead="intitle:sponsored&#10;author:bot"/>
      <outline text="Prices" type="HTML+XPath" title="Prices"
        xmlUrl="https://prices.example/list" htmlUrl="https://prices.example/" description=""
        frss:xPathItem="//div[@class='item']" frss:xPathItemTitle="descendant::h2"/>
    </outline>
  </body>
</opml>
"""

NEWSBLUR = """<?xml version='1.0' encoding='utf-8'?>
<opml version="1.1"><head><title>NewsBlur Feeds</title>
<dateCreated>2026-01-05 08:00:00</dateCreated></head>
<body><outline text="Town" title="Town">
<outline htmlUrl="https://oven.example/" text="The village oven" title="The village oven"
  type="rss" version="RSS" xmlUrl="https://oven.example/atom"/></outline></body></opml>
"""
