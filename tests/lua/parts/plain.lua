#!/usr/bin/env mdgen
return { line = select(2, pcall(function() error "here" end)) }
